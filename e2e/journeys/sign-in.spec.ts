import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { allow, button, expectTitle } from '../harness/pages.ts';
import { words } from '../harness/words.ts';
import { PlainApp } from '../rp/plain/start.ts';

test('autofill signs in, and leads where the person wanted to go', async ({ resident }) => {
  const { visitor, person } = await resident('Anna');
  await visitor.goto('/settings/apps');
  await visitor.page.waitForURL(/\/settings\/apps$/);
  expect(await (await callApi(visitor, 'GET', '/api/users/me')).json()).toMatchObject({ id: person.id });
});

test('the button signs in where nothing fills in by itself', async ({ resident }) => {
  const { visitor, person } = await resident('Berta');
  const { page } = visitor;
  await visitor.cannotAutofill();
  await visitor.goto('/login?redirect=%2Fsettings%2Faccount');
  await button(page, 'auth_login_button').click();
  await page.waitForURL(/\/settings\/account$/);
  expect(await (await callApi(visitor, 'GET', '/api/users/me')).json()).toMatchObject({ id: person.id });
});

test('a passkey that nobody touches is waited for, and can be given up', async ({ resident }) => {
  const { visitor } = await resident('Birte');
  const { page } = visitor;
  await visitor.authenticator.leaveAlone();
  await visitor.goto('/login');
  await button(page, 'auth_login_button').click();
  await expect(page.getByText(words('auth_passkey_waiting_title'))).toBeVisible();
  await expect(page.locator('.waiting:visible')).toBeFocused();
  await visitor.sees('sign-in/waiting');
  await button(page, 'auth_passkey_stop').click();
  await expect(page.getByText(words('auth_passkey_cancelled'))).toBeVisible();
  await expect(button(page, 'auth_login_button')).toBeFocused();
  await visitor.sees('sign-in/given-up');
  expect((await callApi(visitor, 'GET', '/api/users/me')).ok()).toBe(false);
});

test('an app that wants a fresh proof gets one', async ({ house, resident, site }) => {
  const app = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const registration = await house.directory.app('Bank', [app.callback]);
  const { visitor } = await resident('Carla');
  await visitor.goto(app.authorizationUrl(registration));
  await allow(visitor.page);
  await app.arrival(visitor.page);

  for (const parameters of [{ prompt: 'login' }, { max_age: '0' }]) {
    const asked = Math.floor(Date.now() / 1000);
    await visitor.goto(app.authorizationUrl(registration, parameters));
    await expectTitle(visitor.page, 'auth_interaction_prove_title');
    await button(visitor.page, 'auth_interaction_prove').click();
    const tokens = await app.redeem(registration, (await app.arrival(visitor.page)).parameters['code'] ?? '');
    const claims = JSON.parse(Buffer.from(String(tokens['id_token']).split('.')[1] ?? '', 'base64url').toString());
    expect((claims as { auth_time: number }).auth_time).toBeGreaterThanOrEqual(asked - 1);
    await visitor.goto('/settings/account');
  }
});

test('somebody who was disabled is out, and stays out', async ({ house, resident }) => {
  const { visitor, person } = await resident('Doris');
  await visitor.goto('/settings/account');
  await visitor.page.waitForURL(/\/settings\/account$/);
  await house.directory.disable(person);
  expect((await callApi(visitor, 'GET', '/api/users/me')).ok()).toBe(false);
  await visitor.goto('/settings/account');
  await expectTitle(visitor.page, 'auth_error_user_disabled_title');

  await visitor.cannotAutofill();
  await visitor.goto('/login');
  await button(visitor.page, 'auth_login_button').click();
  await expect(visitor.page.getByText(words('auth_passkey_cause_user_disabled_title'))).toBeVisible();
  await visitor.sees('sign-in/refused');
  expect((await callApi(visitor, 'GET', '/api/users/me')).ok()).toBe(false);
});
