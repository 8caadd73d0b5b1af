import { callApi, Directory, moveIn, signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { freePort } from '../harness/processes.ts';
import { linkIn, MailServer } from '../harness/mail-server.ts';
import { button, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

/* A server of its own, since its settings are everybody's there. */
test('mail: set up and tested, a code that signs in, an address that is verified', async ({
  freshLatchkey,
  browserAt,
}) => {
  const mails = await MailServer.start();
  const admin = await browserAt(freshLatchkey);
  const directory = new Directory(admin);
  const { email } = await directory.setUp();
  const person = await directory.person('Mia');
  const { page } = admin;

  await admin.goto('/settings/admin/application-configuration');
  await expectTitle(page, 'nav_settings');
  await expect(page.getByText(words('mail_none_waiting'))).toBeVisible();
  await field(page, 'mail_host').fill('127.0.0.1');
  await field(page, 'mail_port').fill(String(await freePort()));
  await field(page, 'mail_from').fill('id@example.com');
  await field(page, 'mail_codes_admin').check();
  await field(page, 'mail_codes_ask').check();
  await field(page, 'mail_verify').check();
  await expect(button(page, 'mail_test')).toBeDisabled();
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();

  // Nobody listens there: the test says so, and what is sent meanwhile waits.
  await button(page, 'mail_test').click();
  const delivery = page.getByRole('region', { name: words('mail_delivery') });
  await expect(delivery.getByRole('alert')).toBeVisible();
  await directory.mailLoginCode(person);
  await expect
    .poll(async () => (await (await callApi(admin, 'GET', '/api/mail')).json()) as object)
    .toMatchObject({ waiting: 1, lastError: expect.stringMatching(/\S/) });
  await admin.goto('/settings/admin/application-configuration');
  await expect(button(page, 'mail_retry')).toBeVisible();
  await admin.sees('admin/settings-mail-waiting');

  await field(page, 'mail_port').fill(String(mails.port));
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();
  await button(page, 'mail_retry').click();
  const first = await mails.next(person.email);
  expect(linkIn(first, `${freshLatchkey.url}/lc/`)).toMatch(/\/lc\/\w+$/);
  await button(page, 'mail_test').click();
  expect((await mails.next(email)).subject).toBe(words('auth_mail_test_subject'));
  await expect(page.getByText(words('mail_test_sent', { email }))).toBeVisible();

  // An administrator sends a code from a person's page; its link signs in.
  await admin.goto(`/settings/admin/users/${person.id}`);
  await button(page, 'code_mail').click();
  const sent = linkIn(await mails.next(person.email), `${freshLatchkey.url}/lc/`);
  await admin.sees('admin/login-code-mailed');
  const guest = await browserAt(freshLatchkey);
  await guest.goto(sent);
  await button(guest.page, 'auth_code_link_button', { name: person.displayName }).click();
  await button(guest.page, 'auth_add_later').click();
  await guest.page.waitForURL(/\/settings\/account$/);

  // Somebody asks for one; it works in the browser that asked, and in no other.
  const asking = await browserAt(freshLatchkey);
  await asking.cannotAutofill();
  await asking.goto('/login/alternative/email');
  await field(asking.page, 'auth_mailed_field').fill(person.email);
  await button(asking.page, 'auth_mailed_button').click();
  await expectTitle(asking.page, 'auth_mailed_sent_title');
  const asked = linkIn(await mails.next(person.email), `${freshLatchkey.url}/lc/`);
  const thief = await browserAt(freshLatchkey);
  await thief.goto(asked);
  await expect(thief.page.getByText(words('auth_code_wrong_elsewhere'))).toBeVisible();
  await asking.goto(asked);
  await button(asking.page, 'auth_code_link_button', { name: person.displayName }).click();
  await expectTitle(asking.page, 'auth_add_title');

  // A new address is verified by the link that is sent there, once.
  const moved = await browserAt(freshLatchkey);
  await signInByCode(moved, await directory.loginCode(person));
  await moved.goto('/settings/account');
  await field(moved.page, 'person_email').fill('mia.moved@example.com');
  await button(moved.page, 'ui_save').click();
  await button(moved.page, 'account_verify_action').click();
  await expect(moved.page.getByText(words('account_verify_sent'))).toBeVisible();
  await moved.sees('account-unverified');
  const proof = linkIn(await mails.next('mia.moved@example.com'), `${freshLatchkey.url}/verify-email`);
  await moved.goto(proof);
  await button(moved.page, 'auth_verify_button').click();
  await expect(moved.page.getByText(words('account_verified'))).toBeVisible();
  await expect(button(moved.page, 'account_verify_action')).toHaveCount(0);
  await moved.sees('account-verified');
  await moved.goto(proof);
  await button(moved.page, 'auth_verify_button').click();
  await expect(moved.page.getByText(words('account_not_verified'))).toBeVisible();
  await button(moved.page, 'account_verify_hide').click();
  await expect(moved.page.getByText(words('account_not_verified'))).toHaveCount(0);

  // Who is added is told, and makes a passkey.
  await admin.goto('/settings/admin/users');
  await button(page, 'people_add').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('person_username'), { exact: true }).fill('newcomer');
  await dialog.getByLabel(words('person_email'), { exact: true }).fill('newcomer@example.com');
  await expect(dialog.getByLabel(words('people_mail_code'), { exact: true })).toBeChecked();
  await admin.sees('admin/person-new');
  await dialog.getByRole('button', { name: words('people_add_action'), exact: true }).click();
  await expect(page.getByText(words('people_added_mailed', { email: 'newcomer@example.com' }))).toBeVisible();
  const welcome = linkIn(await mails.next('newcomer@example.com'), `${freshLatchkey.url}/lc/`);
  const newcomer = await browserAt(freshLatchkey);
  await moveIn(newcomer, welcome.split('/').at(-1) ?? '');
  expect(await newcomer.authenticator.passkeys()).toBe(1);
  await mails.stop();
});
