import { callApi, signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { allow, button, expectTitle, field } from '../harness/pages.ts';
import { PasswordManager } from '../harness/password-manager.ts';
import type { Visitor } from '../harness/visitor.ts';
import { words } from '../harness/words.ts';
import { PlainApp } from '../rp/plain/start.ts';

interface Passkey {
  id: string;
  name: string;
}

async function passkeysOf(visitor: Visitor): Promise<Passkey[]> {
  return (await (await callApi(visitor, 'GET', '/api/webauthn/credentials')).json()) as Passkey[];
}

async function signIn({ page }: Visitor): Promise<void> {
  await button(page, 'auth_login_button').click();
  await page.waitForURL(/\/settings\/account$/);
}

test('what is renamed or deleted, and that the last passkey stays', async ({ house, resident, visitor }) => {
  const first = await resident('Selma');
  const second = await visitor();
  await signInByCode(second, await house.directory.loginCode(first.person));
  await second.goto('/settings/account');
  await button(second.page, 'passkey_add').click();
  await expect(second.page.getByText(words('passkey_added'))).toBeVisible();

  const { page } = first.visitor;
  const manager = await PasswordManager.listenTo(first.visitor);
  await first.visitor.cannotAutofill();
  await first.visitor.goto('/login');
  await signIn(first.visitor);
  const accepted = () => manager.news('signalAllAcceptedCredentials').map((said) => said.allAcceptedCredentialIds);
  await expect.poll(() => accepted().at(-1)?.length).toBe(2);

  const passkey = (await passkeysOf(first.visitor))[0] as Passkey;
  await button(page, 'passkey_rename', { name: passkey.name }).first().click();
  await field(page, 'passkey_name').fill('Old laptop');
  await button(page, 'ui_save').click();
  await expect(page.getByText('Old laptop')).toBeVisible();
  await expect.poll(() => accepted().at(-1)?.length).toBe(2);

  await button(page, 'passkey_delete', { name: 'Old laptop' }).click();
  await button(page, 'passkey_delete_action').click();
  await expect(page.getByText(words('passkey_deleted', { name: 'Old laptop' }))).toBeVisible();
  await expect.poll(() => accepted().at(-1)?.length).toBe(1);
  expect(manager.news('signalCurrentUserDetails').at(-1)).toMatchObject({ name: first.person.username });

  const last = (await passkeysOf(first.visitor))[0] as Passkey;
  await button(page, 'passkey_delete', { name: last.name }).click();
  await expect(page.getByRole('dialog').getByText(words('passkey_last_title'))).toBeVisible();
  expect(await passkeysOf(first.visitor)).toHaveLength(1);
  expect(accepted()).toEqual([]);
  expect(manager.news('signalUnknownCredential')).toEqual([]);
});

test('nothing bad of a good passkey that is somebody else’s', async ({ house, resident, site }) => {
  const app = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const registration = await house.directory.app('Vault', [app.callback]);
  const { visitor } = await resident('Tilda');
  const other = await resident('Ursula');
  await visitor.goto(app.authorizationUrl(registration));
  await allow(visitor.page);
  await app.arrival(visitor.page);

  const manager = await PasswordManager.listenTo(visitor);
  await visitor.authenticator.holdWhatIsIn(other.visitor.authenticator);
  await visitor.goto(app.authorizationUrl(registration, { prompt: 'login' }));
  await expectTitle(visitor.page, 'auth_interaction_prove_title');
  await button(visitor.page, 'auth_interaction_prove').click();
  const refused = words('auth_passkey_cause_webauthn_authentication_failed_title');
  await expect(visitor.page.getByText(refused)).toBeVisible();
  expect(manager.news('signalUnknownCredential')).toEqual([]);
});

test('that nobody has a passkey any more', async ({ house, resident }) => {
  const { visitor, person } = await resident('Vera');
  const path = `/api/users/${person.id}/webauthn-credentials`;
  const [passkey] = (await (await callApi(house.admin, 'GET', path)).json()) as [Passkey];
  expect((await callApi(house.admin, 'DELETE', `${path}/${passkey.id}`)).status()).toBe(204);

  const manager = await PasswordManager.listenTo(visitor);
  await visitor.cannotAutofill();
  await visitor.goto('/login');
  await button(visitor.page, 'auth_login_button').click();
  const refused = words('auth_passkey_cause_webauthn_authentication_failed_title');
  await expect(visitor.page.getByText(refused)).toBeVisible();
  const [said, ...more] = manager.news('signalUnknownCredential');
  expect(said).toMatchObject({ rpId: new URL(house.latchkey.url).hostname, credentialId: expect.any(String) });
  expect(more).toEqual([]);
});
