import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, expectTitle, field } from '../harness/pages.ts';
import type { Visitor } from '../harness/visitor.ts';
import { words } from '../harness/words.ts';

async function fillIn(visitor: Visitor, username: string): Promise<void> {
  await visitor.goto('/');
  await visitor.page.waitForURL(/\/setup$/);
  await field(visitor.page, 'auth_setup_username').fill(username);
  await field(visitor.page, 'auth_setup_first_name').fill('Ada');
  await field(visitor.page, 'auth_setup_last_name').fill('Admin');
  await field(visitor.page, 'auth_setup_email').fill(`${username}@example.com`);
}

test('a fresh server leads to set-up, and of two browsers one wins', async ({ freshLatchkey, browserAt }) => {
  const rivals = [await browserAt(freshLatchkey), await browserAt(freshLatchkey)];
  for (const [i, rival] of rivals.entries()) await fillIn(rival, `admin${i}`);
  await Promise.all(rivals.map(({ page }) => button(page, 'auth_setup_button').click()));

  const outcomes = await Promise.all(
    rivals.map(({ page }) =>
      Promise.race([
        page.waitForURL(/\/settings/).then(() => 'in'),
        page
          .getByText(words('auth_passkey_cause_setup_already_completed_title'))
          .waitFor()
          .then(() => 'too late'),
      ]),
    ),
  );
  expect(outcomes.toSorted()).toEqual(['in', 'too late']);
  const winner = rivals[outcomes.indexOf('in')] as Visitor;
  expect(await (await callApi(winner, 'GET', '/api/users/me')).json()).toMatchObject({ isAdmin: true });
  expect(await winner.authenticator.passkeys()).toBe(1);

  const late = await browserAt(freshLatchkey);
  await late.goto('/setup');
  await expectTitle(late.page, 'auth_error_not_found_title');
});
