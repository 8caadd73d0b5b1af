import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { allow, button, expectTitle, link } from '../harness/pages.ts';
import { OpenIdClientApp } from '../rp/openid-client/start.ts';

test('an app signs a person out, and its refresh token with them', async ({ house, resident, site }) => {
  const own = await site('127.0.0.1');
  const registration = await house.directory.appAt(own, 'Mail', '/callback', '/signed-out');
  const app = await OpenIdClientApp.start(own, registration);
  app.parameters = { scope: 'openid profile' };
  const { visitor } = await resident('Siri');
  await visitor.goto(`${own.url}/sign-in`);
  await allow(visitor.page);
  await visitor.page.waitForURL(`${own.url}/`);
  const tokens = app.last?.tokens;

  await visitor.goto(app.signOutUrl(tokens?.id_token ?? '', 'home'));
  await visitor.page.waitForURL(`${app.signedOut}?state=home`);
  expect((await callApi(visitor, 'GET', '/api/users/me')).status()).toBe(401);
  await expect(app.refresh(tokens?.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(app.userInfo(tokens?.access_token ?? '', app.last?.claims.sub ?? '')).rejects.toThrow();
  expect(await app.introspect(tokens?.access_token ?? '')).toMatchObject({ active: false });
});

test('a sign-out that nobody vouches for asks first, and goes nowhere', async ({ house, resident }) => {
  const { visitor } = await resident('Sten');
  await visitor.goto('/login');
  await visitor.page.waitForURL(/\/settings/);

  const elsewhere = encodeURIComponent('https://elsewhere.example/');
  await visitor.goto(`/api/oidc/end-session?id_token_hint=nonsense&post_logout_redirect_uri=${elsewhere}`);
  await expectTitle(visitor.page, 'auth_logout_title');
  expect((await callApi(visitor, 'GET', '/api/users/me')).status()).toBe(200);
  await button(visitor.page, 'auth_logout_confirm').click();
  await expectTitle(visitor.page, 'auth_logout_done_title');
  expect(new URL(visitor.page.url()).origin).toBe(house.latchkey.url);
  expect((await callApi(visitor, 'GET', '/api/users/me')).status()).toBe(401);
  await expect(link(visitor.page, 'auth_logout_sign_in_again')).toBeVisible();
});
