import type { Locator, Page } from '@playwright/test';
import { signInByCode } from '../harness/directory.ts';
import { noPicture, png } from '../harness/images.ts';
import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

const SETTINGS = '/settings/admin/application-configuration';

/** One of several pictures on a page, with what can be done to it. */
const slot = (page: Page, key: string) => page.getByRole('group', { name: words(key), exact: true });
const file = (within: Locator) => within.locator('input[type="file"]');

test('somebody chooses a picture of themselves, and which part of it is shown', async ({ house, visitor: arrive }) => {
  const person = await house.directory.person('Pia');
  const visitor = await arrive();
  const { page } = visitor;
  await signInByCode(visitor, await house.directory.loginCode(person));
  await visitor.goto('/settings/account');
  const section = page.locator('#picture');
  await expect(section.getByText('PE', { exact: true })).toBeVisible();

  await file(section).setInputFiles(noPicture('me.png'));
  await expect(page.getByText(words('error_image'))).toBeVisible();

  await file(section).setInputFiles(png('me.png', 600, 400, [180, 60, 40]));
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toHaveText(words('picture_crop'));
  await visitor.sees('account/crop');
  await dialog.getByLabel(words('picture_zoom')).fill('2');
  await dialog.getByRole('button', { name: words('picture_move') }).press('ArrowRight');
  await button(page, 'picture_save').click();
  await expect(page.getByText(words('picture_saved'))).toBeVisible();
  await expect(section.locator('img')).toBeVisible();
  const picture = await page.request.get(`${house.latchkey.url}/api/users/${person.id}/profile-picture.png`);
  expect(picture.headers()['content-type']).toBe('image/png');

  await button(page, 'picture_remove').click();
  await confirm(page, 'picture_remove');
  await expect(page.getByText(words('picture_removed'))).toBeVisible();
  await expect(section.getByText('PE', { exact: true })).toBeVisible();
});

test('an app gets logos by upload, and by an address unless that is private', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const app = await directory.app('Gallery', ['https://gallery.example/callback']);
  await admin.goto(`/settings/admin/oidc-clients/${app.clientId}`);
  const light = slot(page, 'logos_light');
  const dark = slot(page, 'logos_dark');
  await file(light).setInputFiles(png('light.png', 64, 64, [40, 90, 160]));
  await expect(light.getByRole('img')).toBeVisible();
  await file(dark).setInputFiles(png('dark.png', 64, 64, [160, 200, 240]));
  await expect(dark.getByRole('img')).toBeVisible();

  await dark.getByRole('button', { name: words('logos_elsewhere'), exact: true }).click();
  const address = field(page, 'logos_address');
  await admin.sees('admin/logo-address');
  for (const [typed, complaint] of [
    ['', 'field_required'],
    ['http://169.254.169.254/latest/meta-data', 'field_public_address'],
    ['ftp://logos.example/logo.png', 'field_public_address'],
    ['http://logos.invalid/logo.png', 'field_logo_download'],
  ] as const) {
    await address.fill(typed);
    await button(page, 'logos_fetch').click();
    await expect(page.getByRole('dialog').getByText(words(complaint))).toBeVisible();
    await expect(address).toHaveAttribute('aria-invalid', 'true');
  }
  await button(page, 'ui_cancel').click();

  await dark.getByRole('button', { name: words('logos_remove'), exact: true }).click();
  await confirm(page, 'logos_remove');
  await expect(dark.getByRole('img')).toBeHidden();
  await expect(light.getByRole('img')).toBeVisible();
});

test('the house gets its own pictures, sees them before anybody else, and goes back', async ({ house, visitor }) => {
  const { admin } = house;
  const { page } = admin;
  await admin.goto(SETTINGS);
  await expectTitle(page, 'nav_settings');
  const preview = page.getByRole('group', { name: words('settings_preview'), exact: true });
  const logo = slot(page, 'pictures_light');
  const background = slot(page, 'pictures_background');

  await file(logo).setInputFiles(noPicture('logo.png'));
  await expect(logo.getByText(words('error_image'))).toBeVisible();
  await file(logo).setInputFiles(png('logo.png', 96, 96, [180, 60, 40]));
  await expect(logo.getByText(words('error_image'))).toBeHidden();
  await expect(preview.locator('.look-card img')).toHaveCount(2); // without a dark one, it counts for both
  await file(background).setInputFiles(png('wide.png', 640, 360, [60, 120, 90]));
  await file(slot(page, 'pictures_icon')).setInputFiles(png('icon.png', 300, 200, [60, 120, 90]));
  await file(slot(page, 'pictures_favicon')).setInputFiles(png('tab.png', 32, 32, [60, 120, 90]));
  await admin.sees('admin/branding');
  const early = await visitor();
  await early.goto('/login');
  expect(await markOf(early.page)).toBe('none');

  await page.getByRole('link', { name: words('nav_groups'), exact: true }).click();
  await expect(page.getByRole('alertdialog')).toContainText(words('ui_leave_title'));
  await page.keyboard.press('Escape');
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();
  await expect.poll(() => markOf(page)).toContain('/api/application-images/logo');

  const guest = await visitor();
  await guest.goto('/login');
  await expect.poll(() => markOf(guest.page)).toContain('/api/application-images/logo');
  await guest.sees('login-with-pictures');
  const manifest = await page.request.get(`${house.latchkey.url}/app.webmanifest`);
  const { icons } = (await manifest.json()) as { icons: { src: string }[] };
  const icon = await page.request.get(house.latchkey.url + (icons[0]?.src ?? ''));
  expect(icon.headers()['content-type']).toBe('image/png');

  await logo.getByRole('button', { name: words('pictures_reset'), exact: true }).click();
  await expect(preview.locator('.look-card img')).toHaveCount(0);
  await button(page, 'ui_discard').click();
  await expect(preview.locator('.look-card img')).toHaveCount(2);
  for (const key of ['pictures_light', 'pictures_background', 'pictures_icon', 'pictures_favicon'])
    await slot(page, key)
      .getByRole('button', { name: words('pictures_reset'), exact: true })
      .click();
  await button(page, 'ui_save').click();
  await expect(page.getByRole('button', { name: words('pictures_reset'), exact: true })).toHaveCount(0);
  await expect.poll(() => markOf(page)).toBe('none');
  await guest.goto('/login');
  await expect.poll(() => markOf(guest.page)).toBe('none');
});

/** What stands where the mark of the program is otherwise. */
function markOf(page: Page): Promise<string> {
  return page
    .locator('.mark')
    .first()
    .evaluate((mark) => getComputedStyle(mark).backgroundImage);
}
