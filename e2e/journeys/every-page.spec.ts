import type { Route } from '@playwright/test';
import { Directory, moveIn, signInByCode, type App } from '../harness/directory.ts';
import { test } from '../harness/journey.ts';
import { Walk } from '../harness/places.ts';
import { allow, expectTitle } from '../harness/pages.ts';
import { Television } from '../harness/television.ts';
import { words } from '../harness/words.ts';
import { PlainApp } from '../rp/plain/start.ts';

// Each page there is, at rest and with something in it: from left to right and from right to left, in light and in dark,
// on a phone and on a computer. The other journeys look at what becomes of a page: questions, complaints, empty lists.

const LANGUAGES = ['en', 'ar'];
const CALLBACK = 'https://calendar.example.com/callback';

test('every page of the app', async ({ freshLatchkey, browserAt, site }) => {
  const walk = await Walk.throughApp();
  const admin = await browserAt(freshLatchkey);
  const { page } = admin;
  const directory = new Directory(admin);
  const { displayName } = await directory.setUp();
  const group = await directory.group('crew');
  const person = await directory.person('Paula', [group]);
  await moveIn(await browserAt(freshLatchkey), await directory.loginCode(person));
  const program = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const wiki = await directory.app('Wiki', [program.callback], {
    launchURL: 'https://wiki.example.com',
    description: 'What everybody knows',
  });
  await directory.app('Radio', [], { isPublic: true }, []);
  await directory.apiKey('Backup');
  await directory.invitation([group]);
  await admin.goto(program.authorizationUrl(wiki, { scope: 'openid profile email groups' }));
  await allow(page);
  await program.arrival(page);
  await admin.goto(program.authorizationUrl(wiki, { redirect_uri: `${program.callback}/other` }));
  await expectTitle(page, 'auth_refusal_callback_not_registered_title');

  for (const language of LANGUAGES) {
    const say = (key: string, values: Record<string, string> = {}) => words(key, values, language);
    await admin.speaks(language);

    await admin.goto(`/settings/admin/oidc-clients/${wiki.clientId}`);
    await page.getByRole('button', { name: say('trial_title'), exact: true }).click();
    const tested = say('trial_done_title', { name: wiki.name });
    await walk.at(admin, '/settings/admin/sign-in-test', tested, ['#learns dd']);

    for (const [path, title, ...loaded] of [
      ['/settings/account', displayName, '#passkeys li', '#sessions li'],
      ['/settings/apps', say('apps_title'), '#open li', '#allowed li'],
      ['/settings/audit-log', say('nav_audit'), 'tbody tr'],
      ['/settings/audit-log/global', say('nav_audit'), 'figure', '.panel.table tbody tr'],
      ['/settings/admin/overview', say('nav_overview'), 'article', '#totals'],
      ['/settings/admin/users', say('nav_people'), 'tbody tr'],
      ['/settings/admin/users/import', say('import_title')],
      [`/settings/admin/users/${person.id}`, person.displayName, '#passkeys li', '#sessions li'],
      ['/settings/admin/invitations', say('invite_title'), 'main .rows li'],
      ['/settings/admin/user-groups', say('nav_groups'), 'tbody tr'],
      [`/settings/admin/user-groups/${group}`, 'crew_1', '#users .rows li', '#clients'],
      ['/settings/admin/oidc-clients', say('nav_clients'), 'tbody tr'],
      [`/settings/admin/oidc-clients/${wiki.clientId}`, wiki.name, '#credentials li', '#lately li'],
      ['/settings/admin/add-app', say('recipe_add'), 'main .cards li'],
      ['/settings/admin/add-app/miniflux', say('recipe_add_one', { name: 'Miniflux' }), 'main form'],
      ['/settings/admin/api-keys', say('nav_api_keys'), 'main .rows li'],
      ['/settings/admin/application-configuration', say('nav_settings'), '#mail-delivery [role=status]'],
    ] as [string, string, ...string[]][]) {
      await admin.goto(path);
      await walk.at(admin, path, title, loaded);
    }
  }
  walk.expectEnd();
});

test('every page on the way in and out', async ({ freshLatchkey, browserAt }) => {
  const walk = Walk.throughTemplates((template) => !template.startsWith('oidc/'));
  const admin = await browserAt(freshLatchkey);
  const guest = await browserAt(freshLatchkey);
  await guest.cannotAutofill();
  for (const language of LANGUAGES) {
    await guest.speaks(language);
    await guest.goto('/setup');
    await walk.at(guest, 'signin/setup', words('auth_setup_title', { name: 'Latchkey' }, language));
  }
  const directory = new Directory(admin);
  await directory.setUp();
  await directory.settings({ allowUserSignups: 'withToken', emailOneTimeAccessAsUnauthenticatedEnabled: 'true' });
  const person = await directory.person('Paula');
  const code = await directory.loginCode(person);
  const invitation = await directory.invitation();

  for (const language of LANGUAGES) {
    const say = (key: string, values: Record<string, string> = {}) => words(key, values, language);
    await guest.speaks(language);
    await admin.speaks(language);

    for (const [path, template, title] of [
      ['/login', 'signin/login', say('auth_login_title', { name: 'Latchkey' })],
      ['/login/alternative', 'signin/alternative', say('auth_alternative_title')],
      ['/login/alternative/code', 'signin/code', say('auth_code_title')],
      [`/lc/${code}`, 'signin/code-link', say('auth_code_link_title', { name: person.displayName })],
      [`/signup?token=${invitation}`, 'signin/signup', say('auth_signup_title', { name: 'Latchkey' })],
      ['/signup', 'signin/signup-closed', say('auth_signup_closed_title')],
      ['/lc/a/b/c', 'platform/error', say('auth_error_not_found_title')],
      ['/login/alternative/email', 'signin/code-by-mail', say('auth_mailed_title')],
    ] as const) {
      await guest.goto(path);
      await walk.at(guest, template, title);
    }
    await guest.page.getByLabel(say('auth_mailed_field')).fill(person.email);
    await guest.page.getByRole('button', { name: say('auth_mailed_button') }).click();
    await walk.at(guest, 'signin/code-mailed', say('auth_mailed_sent_title'));

    await guest.goto('/login/alternative/device');
    await walk.at(guest, 'signin/remote', say('auth_remote_title'), ['.scan', '[role=timer]']);
    const shown = await guest.page.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).innerText();
    await admin.goto(`/device?user_code=${shown}`);
    await admin.page.getByRole('button', { name: say('auth_remote_decline') }).click();
    await walk.at(guest, 'signin/remote-over', say('auth_remote_denied_title'));

    for (const [path, template, title] of [
      ['/signup/add-passkey', 'signin/add-passkey', say('auth_add_title')],
      ['/verify-email?token=any', 'directory/verify-email', say('auth_verify_title')],
      ['/logout', 'signin/logout', say('auth_logout_title')],
    ] as const) {
      await admin.goto(path);
      await walk.at(admin, template, title);
    }
  }
  walk.expectEnd();
});

test('every page on the way to an app', async ({ house, visitor }) => {
  const walk = Walk.throughTemplates((template) => template.startsWith('oidc/'));
  const { directory } = house;
  const calendar = await directory.app('Calendar', [CALLBACK]);
  const closed = await directory.app('Vault', [CALLBACK], {}, []);
  const television = await directory.app('Television', [], { isPublic: true });
  const closedTelevision = await directory.app('Projector', [], { isPublic: true }, []);
  const guest = await visitor();
  const resident = await visitor();
  await guest.cannotAutofill();
  await signInByCode(resident, await directory.loginCode(await directory.person('Paula')));
  /** An answer without a document: the browser stays where it is, as it does while it waits for the next page. */
  const noDocument = (route: Route) => route.fulfill({ status: 204 });
  await resident.page.route(CALLBACK, noDocument);
  const request = (app: App, more: Record<string, string> = {}) =>
    `/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      scope: 'openid profile email groups',
      ...more,
    })}`;
  const goesOn = (url: URL) => url.pathname === '/authorize' && url.searchParams.has('interaction');

  for (const language of LANGUAGES) {
    const say = (key: string, values: Record<string, string> = {}) => words(key, values, language);
    const press = (key: string) => resident.page.getByRole('button', { name: say(key), exact: true }).click();
    const named = { app: calendar.name };
    await guest.speaks(language);
    await resident.speaks(language);

    for (const [path, template, title] of [
      [request(calendar), 'oidc/sign-in', say('auth_interaction_sign_in_title', named)],
      [
        request(calendar, { redirect_uri: 'https://elsewhere.example.com/' }),
        'oidc/refusal',
        say('auth_refusal_callback_not_registered_title'),
      ],
      ['/api/oidc/end-session?id_token_hint=any', 'oidc/logout-refused', say('auth_logout_refused_title')],
      ['/api/oidc/end-session', 'oidc/signed-out', say('auth_logout_done_title')],
      ['/device', 'oidc/device-code', say('auth_device_title')],
    ] as const) {
      await guest.goto(path);
      await walk.at(guest, template, title);
    }

    for (const [path, template, title] of [
      ['/api/oidc/end-session?id_token_hint=any', 'oidc/logout', say('auth_logout_title')],
      [request(closed), 'oidc/not-allowed', say('auth_not_allowed_title', { app: closed.name })],
      [request(calendar, { prompt: 'select_account' }), 'oidc/select-account', say('auth_select_title', named)],
      [request(calendar, { prompt: 'login' }), 'oidc/reauthenticate', say('auth_interaction_prove_title')],
      [
        request(calendar, { prompt: 'consent', response_mode: 'form_post' }),
        'oidc/consent',
        say('auth_consent_title', named),
      ],
    ] as const) {
      await resident.goto(path);
      await walk.at(resident, template, title);
    }
    await resident.page.route(goesOn, noDocument);
    await press('auth_consent_allow');
    await walk.at(resident, 'oidc/onwards', say('auth_onwards_title'), ['a']);
    await resident.page.unroute(goesOn);
    await resident.page.getByRole('link', { name: say('auth_onwards_link') }).click();
    await walk.at(resident, 'oidc/form-post', say('auth_onwards_title'), ['form']);

    const first = await Television.start(television);
    const title = say('auth_device_review_title', { app: television.name });
    await resident.goto(`${first.completeAddress}&another`);
    await walk.at(resident, 'oidc/device-another', say('auth_device_another_title'));
    await resident.goto(first.completeAddress);
    await walk.at(resident, 'oidc/device-review', title);
    await press('auth_device_approve');
    await walk.at(resident, 'oidc/device-approved', say('auth_device_approved_title'));
    await resident.goto((await Television.start(television)).completeAddress);
    await press('auth_device_deny');
    await walk.at(resident, 'oidc/device-denied', say('auth_device_denied_title'));
    await resident.goto((await Television.start(closedTelevision)).completeAddress);
    const refused = say('auth_not_allowed_title', { app: closedTelevision.name });
    await walk.at(resident, 'oidc/device-not-allowed', refused);

    await guest.goto('/login/alternative/device');
    const shown = await guest.page.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).innerText();
    const number = await guest.page.getByRole('definition').innerText();
    await resident.goto(`/device?user_code=${shown}`);
    await walk.at(resident, 'oidc/remote-review', say('auth_remote_review_title'));
    await resident.page.getByRole('button', { name: number, exact: true }).click();
    await walk.at(resident, 'oidc/remote-prove', say('auth_remote_prove_title'));
    await press('auth_remote_decline');
    await walk.at(resident, 'oidc/remote-done', say('auth_remote_declined_title'));
    await guest.page.getByRole('link', { name: say('auth_remote_again') }).waitFor();
  }
  walk.expectEnd();
});
