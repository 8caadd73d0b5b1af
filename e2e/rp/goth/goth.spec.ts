import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../../harness/journey.ts';
import { allow, jsonOf } from '../../harness/pages.ts';
import { cache } from '../../harness/relying-party.ts';
import { startGoth } from './start.ts';

test('goth signs a person in, refreshes and signs out', async ({ house, resident, site }) => {
  test.skip(!existsSync(join(cache, 'goth')), 'there is no Go on this machine');
  const own = await site();
  const app = await house.directory.appAt(own, 'Forge', '/callback', '/signed-out');
  await startGoth(own, app);
  const { visitor, person } = await resident('Gunnar');

  await visitor.goto(`${own.url}/sign-in`);
  await allow(visitor.page);
  await visitor.page.waitForURL(`${own.url}/callback?*`);
  const facts = await jsonOf(visitor.page);
  expect(facts).toMatchObject({ subject: person.id, email: person.email, refreshed: true });
  expect(facts['claims']).toMatchObject({ preferred_username: person.username, name: person.displayName });

  // Who is known and has allowed it once sees no page at all.
  await visitor.goto(`${own.url}/sign-in`);
  await visitor.page.waitForURL(`${own.url}/callback?*`);
  const last = await jsonOf(visitor.page);
  expect(last).toMatchObject({ subject: person.id });

  await visitor.goto(String(last['sign_out']));
  await visitor.page.waitForURL(`${own.url}/signed-out`);
  await visitor.goto(`${own.url}/refresh?token=${encodeURIComponent(String(last['refresh']))}`);
  expect(await jsonOf(visitor.page)).toEqual({ refreshed: false });
  await visitor.goto(`${house.latchkey.url}/settings/account`);
  await visitor.page.waitForURL(/\/login\?/);
});
