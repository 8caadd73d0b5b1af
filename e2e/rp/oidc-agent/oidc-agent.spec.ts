import { expect, test } from '../../harness/journey.ts';
import { button, expectTitle } from '../../harness/pages.ts';
import { OidcAgent } from './start.ts';

test('oidc-agent signs in by the device flow, refreshes and gives its tokens back', async ({
  house,
  resident,
  site,
}) => {
  const app = await house.directory.app('Terminal', ['http://localhost:4242']);
  const agent = await OidcAgent.start(await site());
  const { visitor, person } = await resident('Otto');

  const gen = agent.signIn(app);
  const [, code] = await gen.says(/enter the code: (\S+)/);
  await visitor.goto(`/device?user_code=${code}`);
  await expectTitle(visitor.page, 'auth_device_review_title', { app: app.name });
  await button(visitor.page, 'auth_device_approve').click();
  await gen.says(/Everything setup correctly/);

  const first = await agent.accessToken(60);
  const fresh = await agent.accessToken(24 * 3600);
  expect(fresh).not.toBe(first);
  const userInfo = (): Promise<Response> =>
    fetch(`${house.latchkey.url}/api/oidc/userinfo`, { headers: { authorization: `Bearer ${fresh}` } });
  expect(await (await userInfo()).json()).toMatchObject({ sub: person.id, preferred_username: person.username });

  await agent.forget();
  expect((await userInfo()).status).toBe(401);
});

test('oidc-agent hears of a denial', async ({ house, resident, site }) => {
  const app = await house.directory.app('Terminal', ['http://localhost:4242']);
  const agent = await OidcAgent.start(await site());
  const { visitor } = await resident('Olga');

  const gen = agent.signIn(app);
  const [, code] = await gen.says(/enter the code: (\S+)/);
  await visitor.goto(`/device?user_code=${code}`);
  await button(visitor.page, 'auth_device_deny').click();
  await gen.says(/denied/i);
  expect(await gen.ended).not.toBe(0);
});
