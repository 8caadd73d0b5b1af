import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../../harness/journey.ts';
import { allow, jsonOf } from '../../harness/pages.ts';
import { cache } from '../../harness/relying-party.ts';
import { startGoOidc } from './start.ts';

test('go-oidc verifies the tokens, refreshes, asks userinfo and signs out', async ({ house, resident, site }) => {
  test.skip(!existsSync(join(cache, 'go-oidc')), 'there is no Go on this machine');
  const own = await site();
  const app = await house.directory.appAt(own, 'Workspaces', '/callback', '/signed-out');
  await startGoOidc(own, app);
  const group = await house.directory.group('builders');
  const { visitor, person } = await resident('Greta', [group]);

  await visitor.goto(`${own.url}/sign-in`);
  await allow(visitor.page);
  await visitor.page.waitForURL(`${own.url}/callback?*`);
  const facts = await jsonOf(visitor.page);
  expect(facts).toMatchObject({ subject: person.id, email: person.email, verified: true, refreshed: true });
  expect(facts['claims']).toMatchObject({ groups: [expect.stringContaining('builders')] });

  await visitor.goto(String(facts['sign_out']));
  await visitor.page.waitForURL(`${own.url}/signed-out`);
  await visitor.goto(`${house.latchkey.url}/settings/account`);
  await visitor.page.waitForURL(/\/login\?/);
});
