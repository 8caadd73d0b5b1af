import { expect, test } from '../harness/journey.ts';
import { button, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

const PATH = '/settings/admin/application-configuration';

test('an administrator names the house and chooses its accent; everybody sees both', async ({ house, visitor }) => {
  const { admin } = house;
  const { page } = admin;
  await admin.goto(PATH);
  await expectTitle(page, 'nav_settings');
  const accentOf = (of: typeof page) =>
    of.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'));
  const usual = await accentOf(page);

  await field(page, 'settings_app_name').fill('');
  await button(page, 'ui_save').click();
  await expect(field(page, 'settings_app_name')).toHaveAttribute('aria-invalid', 'true');

  await field(page, 'settings_app_name').fill('Rosenhof');
  await page.getByRole('radio', { name: words('settings_accent_rose') }).check();
  await expect.poll(() => accentOf(page)).not.toBe(usual);
  await page.getByRole('link', { name: words('nav_groups'), exact: true }).click();
  await expect(page.getByRole('alertdialog')).toContainText(words('ui_leave_title'));
  await page.keyboard.press('Escape');
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();

  const guest = await visitor();
  await guest.goto('/login');
  await expect(guest.page).toHaveTitle(/ · Rosenhof$/);
  expect(await accentOf(guest.page)).not.toBe(usual);
  await guest.sees('login-branded');

  await admin.goto(PATH);
  await expect(page.getByRole('radio', { name: words('settings_accent_rose') })).toBeChecked();
  await page.getByRole('radio', { name: words('settings_accent_default') }).check();
  await expect.poll(() => accentOf(page)).toBe(usual);
  await field(page, 'settings_app_name').fill('Latchkey');
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();
});

test('of two who edit settings both have their way, and the second is told', async ({ house }) => {
  const { admin } = house;
  const first = admin.page;
  await admin.goto(PATH);
  const second = await admin.context.newPage();
  await second.goto(house.latchkey.url + PATH);
  const verified = words('settings_emails_verified');
  await second.getByLabel(verified, { exact: true }).check();

  await field(first, 'settings_own_account').uncheck();
  await button(first, 'ui_save').click();
  await expect(first.getByText(words('ui_saved'), { exact: true })).toBeVisible();

  await button(second, 'ui_save').click();
  await expect(second.getByText(words('meanwhile_both'), { exact: true })).toBeVisible();
  await expect(second.getByText(words('ui_saved'), { exact: true })).toBeVisible();
  await expect(field(second, 'settings_own_account')).not.toBeChecked();
  await expect(second.getByLabel(verified, { exact: true })).toBeChecked();

  await second.goto(`${house.latchkey.url}/settings/account`);
  await expect(second.getByText(words('account_fixed'))).toBeVisible();
  await expect(field(second, 'person_first_name')).toBeDisabled();
  await second.close();

  await admin.goto(PATH);
  await field(first, 'settings_own_account').check();
  await first.getByLabel(verified, { exact: true }).uncheck();
  await button(first, 'ui_save').click();
  await expect(first.getByText(words('ui_saved'), { exact: true })).toBeVisible();
});
