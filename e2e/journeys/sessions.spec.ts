import { callApi, signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { allow, confirm } from '../harness/pages.ts';
import { words } from '../harness/words.ts';
import { OpenIdClientApp } from '../rp/openid-client/start.ts';

test('a session ended from another browser is out at once, everywhere', async ({ house, resident, visitor, site }) => {
  const own = await site('127.0.0.1');
  const registration = await house.directory.appAt(own, 'Photos', '/callback', '/signed-out');
  const app = await OpenIdClientApp.start(own, registration);
  app.parameters = { scope: 'openid profile' };
  const { visitor: home, person } = await resident('Heidi');
  const elsewhere = await visitor();
  await signInByCode(elsewhere, await house.directory.loginCode(person));
  await elsewhere.goto(`${own.url}/sign-in`);
  await allow(elsewhere.page);
  await elsewhere.page.waitForURL(`${own.url}/`);
  const tokens = app.last?.tokens;

  await home.goto('/settings/account');
  await home.page.waitForURL(/\/settings\/account/);
  const ends = home.page.getByRole('button', { name: words('session_end_named', { name: '' }).trim() });
  await expect(ends).toHaveCount(1);
  await ends.click();
  await confirm(home.page, 'session_end');
  await expect(home.page.getByText(words('session_ended'))).toBeVisible();
  await expect(ends).toHaveCount(0);

  expect((await callApi(elsewhere, 'GET', '/api/users/me')).status()).toBe(401);
  await elsewhere.goto('/settings/account');
  await elsewhere.page.waitForURL(/\/login\?/);
  await expect(app.refresh(tokens?.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(app.userInfo(tokens?.access_token ?? '', person.id)).rejects.toThrow();
  expect(await app.introspect(tokens?.access_token ?? '')).toMatchObject({ active: false });

  await home.page.reload();
  await expect(home.page.getByRole('heading', { level: 1 })).toHaveText(/Heidi/);
});
