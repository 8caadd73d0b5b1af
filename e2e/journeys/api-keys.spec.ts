import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectRefused, expectTitle, field, link } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('an administrator makes a key with one scope, a program uses it, and it is revoked', async ({ house }) => {
  const { admin, latchkey } = house;
  const { page } = admin;
  await admin.goto('/settings/admin/api-keys');
  await expectTitle(page, 'nav_api_keys');
  await admin.sees('admin/api-keys');
  await button(page, 'apikeys_add').first().click();
  const dialog = page.getByRole('dialog');
  await field(page, 'apikeys_name').fill('A program');
  await button(page, 'apikeys_make').click();
  await expectRefused(dialog.getByRole('checkbox').first(), 'apikeys_nothing_chosen');
  await dialog.getByRole('checkbox', { name: `${words('nav_groups')} ${words('apikeys_read')}`, exact: true }).check();
  await admin.sees('admin/api-key-new');
  await button(page, 'apikeys_make').click();

  const key = await field(page, 'apikeys_value').innerText();
  await admin.sees('admin/api-key-made');
  const calls = async (path: string) =>
    (await fetch(`${latchkey.url}${path}`, { headers: { 'x-api-key': key } })).status;
  expect(await calls('/api/user-groups')).toBe(200);
  expect(await calls('/api/users')).toBe(403);

  // What was neither copied nor stored is not left without a word.
  await link(page, 'nav_groups').click();
  const question = page.getByRole('alertdialog');
  await expect(question).toHaveAccessibleName(words('once_leave_title'));
  await question.getByRole('button', { name: words('ui_cancel'), exact: true }).click();
  await expect(question).toHaveCount(0);
  await expectTitle(page, 'nav_api_keys');
  await button(page, 'ui_stored_it').click();
  await expect(page.getByText(key)).toHaveCount(0);

  await button(page, 'apikeys_revoke_title', { name: 'A program' }).click();
  await confirm(page, 'apikeys_revoke');
  await expect(page.getByText(words('apikeys_revoked'))).toBeVisible();
  expect(await calls('/api/user-groups')).toBe(401);
});

test('a key that has ended is renewed, for a day that is still to come', async ({ house }) => {
  const { admin, latchkey } = house;
  const { page } = admin;
  const calls = async (key: string) =>
    (await fetch(`${latchkey.url}/api/users`, { headers: { 'x-api-key': key } })).status;
  const made = await callApi(admin, 'POST', '/api/api-keys', {
    name: 'Nightly',
    expiresAt: new Date(Date.now() + 2000),
    scopes: ['users:read'],
  });
  const { token } = (await made.json()) as { token: string };
  await expect.poll(() => calls(token)).toBe(401);

  await admin.goto('/settings/admin/api-keys');
  await button(page, 'apikeys_renew_title', { name: 'Nightly' }).click();
  const dialog = page.getByRole('dialog', { name: words('apikeys_renew_title', { name: 'Nightly' }) });
  const renew = dialog.getByRole('button', { name: words('apikeys_renew'), exact: true });
  await field(page, 'apikeys_expires_at').fill('2020-02-02');
  await renew.click();
  await expectRefused(field(page, 'apikeys_expires_at'), 'field_future');
  await admin.sees('admin/api-key-renew');
  await field(page, 'apikeys_expires_at').fill('');
  await renew.click();
  await expectRefused(field(page, 'apikeys_expires_at'), 'field_required');
  await field(page, 'apikeys_expires_at').fill(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10));
  await renew.click();
  await expect(dialog).toBeHidden();
  const fresh = await field(page, 'apikeys_value').innerText();
  expect(await calls(fresh)).toBe(200);
  expect(await calls(token)).toBe(401);
  await expect(button(page, 'apikeys_renew_title', { name: 'Nightly' })).toHaveCount(0);

  await button(page, 'apikeys_revoke_title', { name: 'Nightly' }).click();
  await confirm(page, 'apikeys_revoke');
  await expect(page.getByText(fresh)).toHaveCount(0);
});
