import { signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, expectTitle, field, link } from '../harness/pages.ts';
import { Television } from '../harness/television.ts';
import { words } from '../harness/words.ts';

test('a device is connected after a look at who asks', async ({ house, resident }) => {
  const app = await house.directory.app('Television', [], { isPublic: true });
  const { visitor } = await resident('Tilda');
  const television = await Television.start(app);
  expect(await television.asks()).toMatchObject({ error: 'authorization_pending' });

  // Signed out: the passkey first, then the same page again.
  await visitor.goto(television.completeAddress);
  await expectTitle(visitor.page, 'auth_device_review_title', { app: app.name });
  await expect(visitor.page.getByText(television.userCode)).toBeVisible();
  expect(await television.asks()).toMatchObject({ error: expect.stringMatching(/authorization_pending|slow_down/) });

  await button(visitor.page, 'auth_device_approve').click();
  await expectTitle(visitor.page, 'auth_device_approved_title');
  expect(await television.asks()).toMatchObject({ access_token: expect.any(String), id_token: expect.any(String) });
});

test('a code typed by hand, a wrong one first, and a denial', async ({ house, resident }) => {
  const app = await house.directory.app('Television', [], { isPublic: true });
  const { visitor } = await resident('Thea');
  const television = await Television.start(app);

  await visitor.goto('/device');
  await field(visitor.page, 'auth_device_code').fill('WRNG0000');
  await button(visitor.page, 'auth_device_continue').click();
  await expect(visitor.page.getByText(words('auth_device_wrong_unknown'))).toBeVisible();
  await visitor.sees('device/code-wrong');
  await field(visitor.page, 'auth_device_code').fill(television.userCode.toLowerCase());
  await button(visitor.page, 'auth_device_continue').click();
  await button(visitor.page, 'auth_device_deny').click();
  await expectTitle(visitor.page, 'auth_device_denied_title');
  expect(await television.asks()).toMatchObject({ error: 'access_denied' });
});

test('a device is connected to another account than the one in use', async ({ house, resident, visitor }) => {
  const app = await house.directory.app('Television', [], { isPublic: true });
  const { visitor: shared, person } = await resident('Tove');
  const other = await visitor();
  await signInByCode(other, await house.directory.loginCode(await house.directory.person('Torsten')));
  await shared.context.addCookies(await other.context.cookies());
  const television = await Television.start(app);

  const { page } = shared;
  await shared.cannotAutofill();
  await shared.goto(television.completeAddress);
  await expect(page.getByText('Torsten Example', { exact: true })).toBeVisible();
  await link(page, 'auth_interaction_another').click();
  await expectTitle(page, 'auth_device_another_title');
  await button(page, 'auth_login_button').click();
  await expectTitle(page, 'auth_device_review_title', { app: app.name });
  await expect(page.getByText(person.displayName, { exact: true })).toBeVisible();
  await button(page, 'auth_device_approve').click();
  await expectTitle(page, 'auth_device_approved_title');
  const { id_token } = await television.asks();
  const claims = JSON.parse(Buffer.from(String(id_token).split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({ sub: person.id });
});
