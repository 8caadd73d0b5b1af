import { expect, test } from '../harness/journey.ts';
import { allow, button, confirm, expectTitle, field, link } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('an administrator finds an app in the catalogue, and gets its settings with the values of this house', async ({
  house,
}) => {
  const { admin, latchkey } = house;
  const { page } = admin;
  await admin.goto('/settings/admin/oidc-clients');
  await link(page, 'recipe_from_catalogue').first().click();
  await expectTitle(page, 'recipe_add');

  const search = field(page, 'clients_search');
  await search.fill('no such app');
  await expect(page.getByText(words('recipe_none'))).toBeVisible();
  await search.fill('mini flux');
  await page.getByRole('link', { name: /^Miniflux/ }).click();
  await expectTitle(page, 'recipe_add_one', { name: 'Miniflux' });

  const address = page.getByLabel(words('recipe_address', { name: 'Miniflux' }));
  const add = button(page, 'recipe_add_one', { name: 'Miniflux' });
  await add.click();
  await expect(address).toBeFocused();
  await expect(page.getByText(words('field_required'))).toBeVisible();
  await address.fill('rss.example.com/');
  await expect(page.getByText('https://rss.example.com/oauth2/oidc/callback')).toBeVisible();
  await admin.sees('admin/catalogue-app');
  await add.click();

  await expectTitle(page, 'recipe_connect', { name: 'Miniflux' });
  const secret = await page.getByLabel(words('secrets_label'), { exact: true }).innerText();
  const settings = page.getByRole('region', { name: '.env' });
  await expect(settings).toContainText(`OAUTH2_CLIENT_SECRET=${secret}`);
  await expect(settings).toContainText(`OAUTH2_OIDC_DISCOVERY_ENDPOINT=${latchkey.url}`);
  await expect(settings).toContainText('OAUTH2_REDIRECT_URL=https://rss.example.com/oauth2/oidc/callback');
  await admin.sees('admin/catalogue-added');
  await button(page, 'ui_stored_it').click();
  await expect(page.getByText(secret)).toHaveCount(0);
  await expect(settings).toContainText(`OAUTH2_CLIENT_SECRET=${words('recipe_secret')}`);

  await link(page, 'recipe_to_app').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Miniflux');
  await expect(field(page, 'ui_numbered', { what: words('clients_callbacks'), n: '1' })).toHaveValue(
    'https://rss.example.com/oauth2/oidc/callback',
  );
  await link(page, 'recipe_choose').click();
  await search.fill('miniflux');
  await page.getByRole('link', { name: /^Miniflux/ }).click();
  await expect(settings).toContainText('OAUTH2_REDIRECT_URL=https://rss.example.com/oauth2/oidc/callback');
});

test('an app that is not in the catalogue is added by hand', async ({ house }) => {
  const { page } = house.admin;
  // A search that finds nothing is where one begins to add.
  await house.admin.goto('/settings/admin/oidc-clients?search=my+own+app');
  await expect(page.getByText(words('ui_nothing_found'), { exact: true })).toBeVisible();
  await expect(button(page, 'clients_add')).toBeVisible();
  await house.admin.goto('/settings/admin/add-app?search=my+own+app');
  await button(page, 'recipe_custom').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('clients_name'), { exact: true }).fill('My own app');
  await dialog.getByRole('button', { name: words('ui_save'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My own app');
});

test('an administrator tests signing in to an app, and is told what it learns', async ({ house }) => {
  const { admin } = house;
  const { page } = admin;
  await admin.goto('/settings/admin/add-app/miniflux');
  await page.getByLabel(words('recipe_address', { name: 'Miniflux' })).fill('reader.example.com');
  await button(page, 'recipe_add_one', { name: 'Miniflux' }).click();
  await button(page, 'ui_stored_it').click();
  await button(page, 'access_unrestrict').click();
  await confirm(page, 'access_unrestrict');
  await link(page, 'recipe_to_app').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Miniflux');
  await button(page, 'trial_title').click();
  await allow(page);
  await expectTitle(page, 'trial_done_title', { name: 'Miniflux' });
  await expect(page.getByText('preferred_username', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/settings\/admin\/sign-in-test$/);

  await page.reload();
  await expectTitle(page, 'trial_over_title');
});

test('a test of an app that nobody may use says so', async ({ house }) => {
  const { admin } = house;
  const { page } = admin;
  await admin.goto('/settings/admin/add-app/memos');
  await page.getByLabel(words('recipe_address', { name: 'Memos' })).fill('memos.example.com');
  await button(page, 'recipe_add_one', { name: 'Memos' }).click();
  await button(page, 'ui_stored_it').click();
  await link(page, 'recipe_to_app').click();
  await button(page, 'trial_title').click();
  await expectTitle(page, 'auth_not_allowed_title', { app: 'Memos' });
  await button(page, 'auth_interaction_back', { app: 'Memos' }).click();
  await expectTitle(page, 'trial_failed_title', { name: 'Memos' });
  await expect(page.getByText(words('trial_reason_denied'))).toBeVisible();
});
