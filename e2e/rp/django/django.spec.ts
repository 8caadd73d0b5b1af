import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '../../harness/journey.ts';
import { allow, jsonOf } from '../../harness/pages.ts';
import { startDjango } from './start.ts';

test('mozilla-django-oidc signs in, renews silently and signs out', async ({ house, resident, site }) => {
  const own = await site();
  const app = await house.directory.appAt(own, 'Bookmarks', '/oidc/callback/', '/signed-out');
  await startDjango(own, app);
  const { visitor, person } = await resident('Dana');

  await visitor.goto(`${own.url}/oidc/authenticate/`);
  await allow(visitor.page);
  await visitor.page.waitForURL(`${own.url}/`);
  expect(await jsonOf(visitor.page)).toEqual({ signed_in: true, email: person.email });

  // Its middleware asks again with prompt=none once the ID token is a second old.
  await sleep(1100);
  const renewal = visitor.page.waitForRequest((request) => request.url().includes('prompt=none'));
  await visitor.goto(own.url);
  await renewal;
  await visitor.page.waitForURL(`${own.url}/`);
  expect(await jsonOf(visitor.page)).toEqual({ signed_in: true, email: person.email });

  await visitor.goto(`${own.url}/oidc/logout/`);
  await visitor.page.waitForURL(`${own.url}/signed-out`);
  await visitor.goto(own.url);
  expect(await jsonOf(visitor.page)).toEqual({ signed_in: false, email: '' });
});
