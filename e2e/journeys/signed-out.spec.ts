import type { Page } from '@playwright/test';
import { callApi, signInByCode, signOutQuietly } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, expectTitle, field, link } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

const asked = (page: Page) => page.getByRole('alertdialog').filter({ hasText: words('signed_out_text') });
const saved = (page: Page) => page.getByText(words('ui_saved'), { exact: true });

test('whoever is signed out while typing signs in again over the page, and goes on', async ({ house, resident }) => {
  const { visitor, person } = await resident('Sina');
  const { page } = visitor;
  await signInByCode(visitor, await house.directory.loginCode(person));
  await visitor.goto('/settings/account');
  await field(page, 'person_first_name').fill('Sinah');
  await signOutQuietly(visitor);

  await test.step('what was being saved is saved', async () => {
    await page.keyboard.press('Enter');
    await expect(button(page, 'signed_out_action')).toBeFocused();
    await visitor.sees('signed-out');
    await button(page, 'signed_out_action').click();
    await expect(saved(page)).toBeVisible();
    await expect(asked(page)).toBeHidden();
    await expect(field(page, 'person_first_name')).toBeFocused();
    await expect(field(page, 'person_first_name')).toHaveValue('Sinah');
    expect(await (await callApi(visitor, 'GET', '/api/users/me')).json()).toMatchObject({ firstName: 'Sinah' });
  });

  await test.step('several requests wait for one question', async () => {
    await signOutQuietly(visitor);
    await link(page, 'nav_apps').click();
    await button(page, 'signed_out_action').click();
    await expect(asked(page)).toBeHidden();
    await expectTitle(page, 'nav_apps');
    await link(page, 'nav_account').click();
    await expect(field(page, 'person_first_name')).toHaveValue('Sinah');
  });

  await test.step('signing in in another tab does as well', async () => {
    await field(page, 'person_first_name').fill('Sinai');
    await signOutQuietly(visitor);
    await page.keyboard.press('Enter');
    await expect(asked(page)).toBeVisible();
    await signInByCode(visitor, await house.directory.loginCode(person));
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(asked(page)).toBeHidden();
    await expect
      .poll(async () => (await callApi(visitor, 'GET', '/api/users/me')).json())
      .toMatchObject({
        firstName: 'Sinai',
      });
  });

  await test.step('who would rather leave is led to the sign-in page, and back', async () => {
    await field(page, 'person_first_name').fill('Nobody');
    await signOutQuietly(visitor);
    await page.keyboard.press('Enter');
    await expect(asked(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/login\?redirect=%2Fsettings%2Faccount/);
  });
});

test('what one person typed is never saved as another', async ({ house, resident }) => {
  const { visitor, person } = await resident('Rita');
  const { visitor: neighbour, person: other } = await resident('Otto');
  const { page } = visitor;
  const nameOf = async (id: string) => {
    const answer = await callApi(house.admin, 'GET', `/api/users/${id}`);
    return ((await answer.json()) as { firstName: string }).firstName;
  };
  await signInByCode(visitor, await house.directory.loginCode(person));
  await visitor.goto('/settings/account');

  await test.step('not when another passkey answers', async () => {
    await field(page, 'person_first_name').fill('Typed');
    await signOutQuietly(visitor);
    await visitor.authenticator.holdWhatIsIn(neighbour.authenticator);
    await page.keyboard.press('Enter');
    await button(page, 'signed_out_action').click();
    await expect(field(page, 'person_first_name')).toHaveValue('Otto');
  });

  await test.step('nor when somebody has signed in in another tab', async () => {
    await field(page, 'person_first_name').fill('Typed');
    await signOutQuietly(visitor);
    await signInByCode(visitor, await house.directory.loginCode(person));
    await page.keyboard.press('Enter');
    await expect(field(page, 'person_first_name')).toHaveValue('Rita');
  });

  expect([await nameOf(person.id), await nameOf(other.id)]).toEqual(['Rita', 'Otto']);
});
