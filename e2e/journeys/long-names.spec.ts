import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { expectTitle } from '../harness/pages.ts';
import { PlainApp } from '../rp/plain/start.ts';

// As long as they may be, and without a place to break. `fits` finds what sticks out of a page.
const FIRST = 'Wolfeschlegelsteinhausenbergerdorffwelche';
const LAST = 'Vorallternwarengewissenhaftschaferswessen';
const GROUP = 'Donaudampfschifffahrtselektrizitätenhauptbetrieb';
const APP = 'Betäubungsmittelverschreibungsverordnungsauskunft';

test('the longest names break no page', async ({ house, resident, site }) => {
  const { admin, directory } = house;
  const group = await directory.group('crew');
  await expectSaved(callApi(admin, 'PUT', `/api/user-groups/${group}`, { friendlyName: GROUP, name: `crew_${group}` }));
  const { visitor, person } = await resident('Wolfgang', [group]);
  const email = `${FIRST}.${LAST.slice(0, 20)}@example.com`.toLowerCase();
  const long = { ...person, firstName: FIRST, lastName: LAST, displayName: (FIRST + LAST).slice(0, 60), email };
  await expectSaved(callApi(admin, 'PUT', `/api/users/${person.id}`, long));
  const app = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const far = `https://${'sub.'.repeat(20)}example.com/oauth/${'callback'.repeat(20)}`;
  const registration = await directory.app('App', [app.callback, far], { description: 'B'.repeat(150) }, [group]);
  const client = await (await callApi(admin, 'GET', `/api/oidc/clients/${registration.clientId}`)).json();
  await expectSaved(callApi(admin, 'PUT', `/api/oidc/clients/${registration.clientId}`, { ...client, name: APP }));

  await visitor.goto(app.authorizationUrl(registration));
  await expectTitle(visitor.page, 'auth_consent_title', { app: APP });
  await visitor.fits('long-names/consent');
  for (const [path, name] of [
    ['/settings/account', 'account'],
    ['/settings/apps', 'apps'],
    ['/logout', 'logout'],
  ] as const) {
    await visitor.goto(path);
    await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(visitor.page.locator('.skeleton')).toHaveCount(0);
    await visitor.fits(`long-names/${name}`);
  }
  for (const [path, name, text] of [
    [`users?search=${FIRST}`, 'people', email],
    [`users/${person.id}`, 'person', email],
    [`user-groups?search=${encodeURIComponent(GROUP)}`, 'groups', GROUP],
    [`user-groups/${group}`, 'group', GROUP],
    [`oidc-clients?search=${encodeURIComponent(APP)}`, 'clients', APP],
    [`oidc-clients/${registration.clientId}`, 'client', APP],
  ] as const) {
    await admin.goto(`/settings/admin/${path}`);
    await expect(admin.page.getByText(text).first()).toBeVisible();
    await expect(admin.page.locator('.skeleton')).toHaveCount(0);
    await admin.fits(`long-names/${name}`);
  }
});

async function expectSaved(answer: ReturnType<typeof callApi>): Promise<void> {
  const response = await answer;
  expect(response.ok(), await response.text()).toBe(true);
}
