import { expect, test, type House } from '../harness/journey.ts';
import { allow, button, confirm, expectTitle } from '../harness/pages.ts';
import type { Site } from '../harness/relying-party.ts';
import { words } from '../harness/words.ts';
import { PlainApp } from '../rp/plain/start.ts';

// The app lives at another site than Latchkey, and sends people on to a third one.
async function open(house: House, site: (host?: string) => Promise<Site>, groups?: string[]) {
  const app = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  return { app, registration: await house.directory.app('Calendar', [app.callback], {}, groups) };
}

test('consent is asked once, remembered, and asked again on demand', async ({ house, resident, site }) => {
  const { app, registration } = await open(house, site);
  const { visitor, person } = await resident('Clara');

  await visitor.goto(app.authorizationUrl(registration));
  await expectTitle(visitor.page, 'auth_consent_title', { app: registration.name });
  await allow(visitor.page);
  const first = await app.arrival(visitor.page);
  expect(first.parameters).toMatchObject({ iss: house.latchkey.url, code: expect.any(String) });
  const tokens = await app.redeem(registration, first.parameters['code'] ?? '');
  expect(tokens).toMatchObject({ token_type: expect.stringMatching(/bearer/i), id_token: expect.any(String) });
  const claims = JSON.parse(Buffer.from(String(tokens['id_token']).split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({ sub: person.id, email: person.email });

  await visitor.goto(app.authorizationUrl(registration));
  await app.arrival(visitor.page);
  expect(app.arrivals).toHaveLength(2);

  await visitor.goto(app.authorizationUrl(registration, { prompt: 'consent' }));
  await allow(visitor.page);
  await app.arrival(visitor.page);
  expect(app.arrivals).toHaveLength(3);
});

test('what an app was allowed is taken back, and it has to ask again', async ({ house, resident, site }) => {
  const { app, registration } = await open(house, site);
  const { visitor } = await resident('Cosima');
  const { page } = visitor;
  await visitor.goto(app.authorizationUrl(registration));
  await allow(page);
  await app.arrival(page);

  await visitor.goto('/settings/apps');
  await button(page, 'apps_revoke_named', { name: registration.name }).click();
  await visitor.sees('apps-revoke');
  await confirm(page, 'apps_revoke');
  await expect(page.getByText(words('apps_revoked', { name: registration.name }))).toBeVisible();
  await expect(page.getByText(words('apps_allowed_empty'))).toBeVisible();
  await visitor.goto(app.authorizationUrl(registration, { prompt: 'none' }));
  expect((await app.arrival(page)).parameters).toMatchObject({ error: 'consent_required' });
});

test('consent denied comes to the app as access_denied', async ({ house, resident, site }) => {
  const { app, registration } = await open(house, site);
  const { visitor } = await resident('Dora');

  await visitor.goto(app.authorizationUrl(registration, { state: 'kept' }));
  await button(visitor.page, 'auth_consent_deny').click();
  expect((await app.arrival(visitor.page)).parameters).toMatchObject({
    error: 'access_denied',
    state: 'kept',
    iss: house.latchkey.url,
  });
});

test('an app for other groups refuses, until the person is in one', async ({ house, resident, site }) => {
  const group = await house.directory.group('inner_circle');
  const { app, registration } = await open(house, site, [group]);
  const { visitor, person } = await resident('Edda');

  await visitor.goto(app.authorizationUrl(registration));
  await expectTitle(visitor.page, 'auth_not_allowed_title', { app: registration.name });
  await button(visitor.page, 'auth_interaction_back', { app: registration.name }).click();
  expect((await app.arrival(visitor.page)).parameters).toMatchObject({ error: 'access_denied' });

  await visitor.goto(app.authorizationUrl(registration, { prompt: 'none' }));
  expect((await app.arrival(visitor.page)).parameters).toMatchObject({ error: 'access_denied' });

  await house.directory.joins(person, [group]);
  await visitor.goto(app.authorizationUrl(registration));
  await allow(visitor.page);
  expect((await app.arrival(visitor.page)).parameters).toMatchObject({ code: expect.any(String) });
});

test('an app that posts its request, and wants its answer posted', async ({ house, resident, site }) => {
  const { app, registration } = await open(house, site);
  const { visitor } = await resident('Frida');

  await visitor.goto(app.postingUrl(registration, { response_mode: 'form_post' }));
  await visitor.page.getByRole('button', { name: 'Continue' }).click();
  await allow(visitor.page);
  const first = await app.arrival(visitor.page);
  expect(first).toMatchObject({ method: 'POST', parameters: { code: expect.any(String) } });

  // A request posted by another site carries no cookie; the person is known all the same.
  await visitor.goto(app.postingUrl(registration, { prompt: 'none', response_mode: 'form_post' }));
  await visitor.page.getByRole('button', { name: 'Continue' }).click();
  const second = await app.arrival(visitor.page);
  expect(second).toMatchObject({ method: 'POST', parameters: { code: expect.any(String) } });
  expect(second.parameters['code']).not.toBe(first.parameters['code']);
});

test('nobody is sent to an address that is not registered', async ({ house, visitor, site }) => {
  const { app, registration } = await open(house, site);
  const guest = await visitor();
  const response = await guest.page.goto(app.authorizationUrl(registration, { redirect_uri: `${app.callback}/other` }));
  expect(response?.status()).toBe(400);
  await expectTitle(guest.page, 'auth_refusal_callback_not_registered_title');
  expect(app.arrivals).toEqual([]);
});
