import { expect, test, type House } from '../harness/journey.ts';
import { allow, button, expectTitle, field, link } from '../harness/pages.ts';
import type { Site } from '../harness/relying-party.ts';
import { typeCode } from '../harness/sign-in.ts';
import { Television } from '../harness/television.ts';
import type { Visitor } from '../harness/visitor.ts';
import { PlainApp } from '../rp/plain/start.ts';

// Scripting is off in these browsers, the content security policy is the real one, and the app hops to a third origin.

async function arrange(
  house: House,
  site: (host?: string) => Promise<Site>,
  visitor: (options: { scripts: boolean }) => Promise<Visitor>,
) {
  const app = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const registration = await house.directory.app('Library', [app.callback], {
    logoutCallbackURLs: [app.callback],
  });
  const person = await house.directory.person('Lotte');
  return { app, registration, person, guest: await visitor({ scripts: false }) };
}

test('a code, consent, the app, and out again', async ({ house, site, visitor }) => {
  const { app, registration, person, guest } = await arrange(house, site, visitor);

  await guest.goto(app.authorizationUrl(registration));
  await expectTitle(guest.page, 'auth_interaction_sign_in_title', { app: registration.name });
  await link(guest.page, 'auth_interaction_other_way').click();
  await typeCode(guest.page, await house.directory.loginCode(person));
  await allow(guest.page);
  const arrival = await app.arrival(guest.page);
  expect(arrival.parameters).toMatchObject({ code: expect.any(String), iss: house.latchkey.url });
  const tokens = await app.redeem(registration, arrival.parameters['code'] ?? '');

  const signOut = new URLSearchParams({
    id_token_hint: String(tokens['id_token']),
    post_logout_redirect_uri: app.callback,
    state: 'bye',
  });
  await guest.goto(`/api/oidc/end-session?${signOut}`);
  expect((await app.arrival(guest.page)).parameters).toMatchObject({ state: 'bye' });
  await guest.goto('/');
  await guest.page.waitForURL(/\/login/);
});

test('a refusal travels to the app as well', async ({ house, site, visitor }) => {
  const { app, registration, person, guest } = await arrange(house, site, visitor);
  await guest.goto(app.authorizationUrl(registration));
  await link(guest.page, 'auth_interaction_other_way').click();
  await typeCode(guest.page, await house.directory.loginCode(person));
  await button(guest.page, 'auth_consent_deny').click();
  expect((await app.arrival(guest.page)).parameters).toMatchObject({ error: 'access_denied' });
});

test('an answer that is posted wants one click', async ({ house, site, visitor }) => {
  const { app, registration, person, guest } = await arrange(house, site, visitor);
  await guest.goto(app.authorizationUrl(registration, { response_mode: 'form_post' }));
  await link(guest.page, 'auth_interaction_other_way').click();
  await typeCode(guest.page, await house.directory.loginCode(person));
  await allow(guest.page);
  await button(guest.page, 'auth_onwards_link').click();
  expect(await app.arrival(guest.page)).toMatchObject({ method: 'POST', parameters: { code: expect.any(String) } });
});

test('a device is connected, and another one turned away', async ({ house, visitor }) => {
  const app = await house.directory.app('Radio', [], { isPublic: true });
  const person = await house.directory.person('Liese');
  const guest = await visitor({ scripts: false });
  const { page } = guest;
  const radio = await Television.start(app);

  await guest.goto('/device');
  await field(page, 'auth_device_code').fill(radio.userCode);
  await button(page, 'auth_device_continue').click();
  await link(page, 'auth_login_other').click();
  await typeCode(page, await house.directory.loginCode(person));
  await expectTitle(page, 'auth_device_review_title', { app: app.name });
  await expect(page.getByText(radio.userCode)).toBeVisible();
  await button(page, 'auth_device_approve').click();
  await expectTitle(page, 'auth_device_approved_title');
  expect(await radio.asks()).toMatchObject({ access_token: expect.any(String) });

  const second = await Television.start(app);
  await guest.goto(second.completeAddress);
  await button(page, 'auth_device_deny').click();
  await expectTitle(page, 'auth_device_denied_title');
  expect(await second.asks()).toMatchObject({ error: 'access_denied' });
});
