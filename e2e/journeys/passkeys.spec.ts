import { callApi, signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectTitle, field } from '../harness/pages.ts';
import type { Visitor } from '../harness/visitor.ts';
import { words } from '../harness/words.ts';

/** Signs out on the page for it, and stays out: nothing fills in by itself. */
async function signOut(visitor: Visitor): Promise<void> {
  await visitor.cannotAutofill();
  await visitor.goto('/logout');
  await button(visitor.page, 'auth_logout_button').click();
  await expect(button(visitor.page, 'auth_login_button')).toBeVisible();
  expect((await callApi(visitor, 'GET', '/api/users/me')).status()).toBe(401);
}

test('a second passkey, made in another browser, signs in there', async ({ house, resident, visitor }) => {
  const { person } = await resident('Petra');
  const second = await visitor();
  await signInByCode(second, await house.directory.loginCode(person));
  await second.goto('/settings/account');
  await button(second.page, 'passkey_add').click();
  await expect(second.page.getByText(words('passkey_added'))).toBeVisible();
  expect(await second.authenticator.passkeys()).toBe(1);
  await second.sees('account-two-passkeys');

  await signOut(second);
  await button(second.page, 'auth_login_button').click();
  await second.page.waitForURL(/\/settings\/account$/);
});

test('somebody adds a passkey, names it and removes the old one, and the last one stays', async ({
  house,
  resident,
  visitor,
}) => {
  const { person } = await resident('Pamela');
  const second = await visitor();
  await signInByCode(second, await house.directory.loginCode(person));
  const { page } = second;
  const passkeys = page.locator('#passkeys li');
  await second.goto('/settings/account');
  await expect(passkeys).toHaveCount(1);
  await button(page, 'passkey_add').click();
  await expect(passkeys).toHaveCount(2);
  const name = field(page, 'passkey_name');
  await expect(name).toBeFocused();
  await second.sees('account/passkey-name');
  await name.fill('Kitchen');
  await name.press('Enter');
  await expect(button(page, 'passkey_rename', { name: 'Kitchen' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toBeFocused();
  await name.fill('Somewhere else');
  await name.press('Escape');
  await expect(button(page, 'passkey_rename', { name: 'Kitchen' })).toBeFocused();

  await passkeys
    .filter({ hasNotText: 'Kitchen' })
    .getByRole('button', { name: words('passkey_delete', { name: '' }).trim() })
    .click();
  await second.sees('account/passkey-delete');
  await confirm(page, 'passkey_delete_action');
  await expect(page.getByRole('heading', { name: words('account_passkeys'), exact: true })).toBeFocused();
  await expect(passkeys).toHaveCount(1);
  await expect(page.getByText(words('passkey_only_one'))).toBeVisible();

  await button(page, 'passkey_delete', { name: 'Kitchen' }).click();
  const dialog = page.getByRole('dialog', { name: words('passkey_last_title') });
  await expect(dialog).toBeVisible();
  await second.sees('account/passkey-last');
  await dialog.getByRole('button', { name: words('ui_cancel'), exact: true }).click();
  await expect(button(page, 'passkey_delete', { name: 'Kitchen' })).toBeFocused();
  await button(page, 'passkey_add').click();
  await expect(page.getByText(words('passkey_already_there'))).toBeVisible();
  await expect(passkeys).toHaveCount(1);
});

test('who lost every passkey comes back with a code from an administrator', async ({ house, resident }) => {
  const { visitor, person } = await resident('Ronja');
  await visitor.authenticator.lose();

  const { admin } = house;
  await admin.goto(`/settings/admin/users/${person.id}`);
  await button(admin.page, 'code_make').click();
  const address = await admin.page.getByText(`${house.latchkey.url}/lc/`).innerText();
  await admin.sees('admin/login-code');

  await visitor.goto(address);
  await button(visitor.page, 'auth_code_link_button', { name: person.displayName }).click();
  await expectTitle(visitor.page, 'auth_add_title');
  await button(visitor.page, 'auth_add_button').click();
  await visitor.page.waitForURL(/\/settings/);
  expect(await visitor.authenticator.passkeys()).toBe(1);

  // The link is used up, the new passkey is not.
  await signOut(visitor);
  await visitor.goto(address);
  await expect(visitor.page.getByText(words('auth_code_wrong_wrong'))).toBeVisible();
  await visitor.sees('sign-in/login-code-used');
  await visitor.goto('/login');
  await button(visitor.page, 'auth_login_button').click();
  await visitor.page.waitForURL(/\/settings\/account$/);
});

test('a locked-out administrator comes back by the command line', async ({ house, visitor }) => {
  const command = house.latchkey.commandLine('one-time-access-token', house.adminPerson.username);
  const [address] = await command.says(/http:\/\/localhost:\d+\/lc\/\w+/);
  const guest = await visitor();
  await guest.goto(address);
  await button(guest.page, 'auth_code_link_button', { name: house.adminPerson.displayName }).click();
  await expectTitle(guest.page, 'auth_add_title');
});
