import { expect, test } from '../harness/journey.ts';
import { allow, button, confirm, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';
import { OpenIdClientApp } from '../rp/openid-client/start.ts';

test('an administrator adds an app, opens it to everyone, and somebody signs in to it', async ({
  house,
  resident,
  site,
}) => {
  const own = await site('127.0.0.1');
  const { admin, latchkey } = house;
  const { page } = admin;
  await admin.goto('/settings/admin/oidc-clients');
  await expectTitle(page, 'nav_clients');
  // An empty list has the button in its middle, and not at the top any more.
  await expect(page.locator('main').locator('tbody tr, .empty').first()).toBeVisible();
  const add = button(page, 'clients_add').first();
  await add.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel(words('clients_name'), { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByLabel(words('clients_name'), { exact: true }).fill('Wiki');
  const callback = field(page, 'ui_numbered', { what: words('clients_callbacks'), n: '1' });
  if (!(await callback.isVisible())) await button(page, 'clients_callback_add').click();
  await callback.fill(`${own.url}/callback`);
  await admin.sees('admin/client-new');
  await dialog.getByRole('button', { name: words('ui_save'), exact: true }).click();

  await page.waitForURL(/\/settings\/admin\/oidc-clients\/[^/]+$/);
  const clientSecret = await page.getByLabel(words('secrets_label'), { exact: true }).innerText();
  const clientId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await expect(page.getByText(clientId, { exact: true })).toBeVisible();
  await expect(page.getByText(words('access_nobody'))).toBeVisible();
  await admin.sees('admin/client');

  const app = await OpenIdClientApp.start(own, { issuer: latchkey.url, clientId, clientSecret });
  const { visitor, person } = await resident('Wilma');
  await visitor.goto(`${own.url}/sign-in`);
  await expectTitle(visitor.page, 'auth_not_allowed_title', { app: 'Wiki' });

  await button(page, 'access_unrestrict').first().click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await admin.sees('admin/client-unrestrict');
  await confirm(page, 'access_unrestrict');
  await expect(page.getByText(words('access_everyone', { name: 'Wiki' }))).toBeVisible();

  await visitor.goto(`${own.url}/sign-in`);
  await allow(visitor.page);
  await expect(visitor.page.locator('#who')).toHaveText(person.username);
  expect(app.last?.claims.sub).toBe(person.id);
});
