import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('an invitation lets one person make an account with a passkey, and can be taken back', async ({
  house,
  visitor,
}) => {
  const { admin, latchkey } = house;
  const { page } = admin;
  const group = await house.directory.group('Guests');
  await admin.goto('/settings/admin/users');
  await page.getByRole('link', { name: words('invite_title'), exact: true }).click();
  await expectTitle(page, 'invite_title');
  await expect(page.getByText(words('invite_empty'))).toBeVisible();
  await admin.sees('admin/invitations-empty');

  await button(page, 'invite_add').first().click();
  await field(page, 'invite_limit').fill('101');
  await button(page, 'invite_make').click();
  await expect(field(page, 'invite_limit')).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'invite_limit').fill('1');
  await button(page, 'groups_choose').click();
  const picker = page.getByRole('dialog', { name: words('invite_groups_title') });
  await picker.getByRole('checkbox').first().check();
  await picker.getByRole('button', { name: words('ui_save'), exact: true }).click();
  await expect(picker).toBeHidden();
  await admin.sees('admin/invitation-new');
  const answer = page.waitForResponse(
    (response) => response.url().endsWith('/api/signup-tokens') && response.request().method() === 'POST',
  );
  await button(page, 'invite_make').click();
  const { token } = (await (await answer).json()) as { token: string };
  await expect(page.getByText(words('invite_new'), { exact: true })).toBeVisible();

  const guest = await visitor();
  await guest.goto(`/st/${token}`);
  await expect(button(guest.page, 'auth_signup_button')).toBeVisible();
  await field(guest.page, 'auth_setup_username').fill('invited');
  await field(guest.page, 'auth_setup_email').fill('no address');
  await button(guest.page, 'auth_signup_button').click();
  await expect(field(guest.page, 'auth_setup_email')).toHaveAttribute('aria-invalid', 'true');
  await field(guest.page, 'auth_setup_email').fill('invited@example.com');
  await button(guest.page, 'auth_signup_button').click();
  await guest.page.waitForURL(/\/settings\/account$/);
  expect(await guest.authenticator.passkeys()).toBe(1);
  const me = (await (await callApi(guest, 'GET', '/api/users/me')).json()) as {
    username: string;
    userGroups: { id: string }[];
  };
  expect(me.username).toBe('invited');
  expect(me.userGroups.map(({ id }) => id)).toEqual([group]);

  const late = await visitor();
  await late.goto(`/st/${token}`);
  await expectTitle(late.page, 'auth_signup_closed_title');

  await page.reload();
  await expect(page.getByText(words('invite_used_up'), { exact: true })).toBeVisible();
  const short = `${token.slice(0, 3)}…${token.slice(-4)}`;
  await button(page, 'invite_delete_one', { token: short }).click();
  await confirm(page, 'invite_delete');
  await expect(page.getByText(words('invite_deleted'))).toBeVisible();
  await expect(button(page, 'invite_delete_one', { token: short })).toHaveCount(0);
  expect(latchkey.log).not.toContain(token);
});
