import { signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('an administrator finds people, groups, apps, settings and actions from anywhere', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const person = await directory.person('Quintus');
  await directory.group('quartet');
  const app = await directory.app('Quiz', ['https://quiz.example.com/callback']);
  const box = page.getByRole('combobox', { name: words('find_label_admin') });
  const option = (name: string) => page.getByRole('dialog').getByRole('option', { name });

  await admin.goto('/settings/account');
  await expect(field(page, 'person_first_name')).toBeVisible();
  await field(page, 'person_first_name').focus();
  await page.keyboard.press('Control+k');
  await expect(box).toBeFocused();
  await expect(option(words('nav_api_keys'))).toBeVisible();
  await admin.sees('find');
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(field(page, 'person_first_name')).toBeFocused();

  await page.getByRole('button', { name: words('find_open') }).click();
  await box.fill('qu');
  await expect(option(person.displayName)).toBeVisible();
  await expect(option('quartet')).toBeVisible();
  await expect(option(app.name).first()).toBeVisible();
  await admin.sees('find-typed');
  await box.fill(person.username);
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.displayName);

  await page.keyboard.press('Control+k');
  await box.fill('there is nobody of that name');
  await expect(page.getByText(words('ui_nothing_found'), { exact: true })).toBeVisible();
  await admin.sees('find-nothing');

  await box.fill(words('groups_add'));
  const add = option(words('groups_add'));
  await expect(add).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel(words('groups_friendly_name'))).toBeFocused();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await box.fill(words('settings_look'));
  await option(words('settings_look')).click();
  await expect(page.getByRole('heading', { name: words('settings_look') })).toBeInViewport();
});

test('the arrows go round, and what was typed into a page is not lost on the way', async ({ house, visitor }) => {
  const guest = await visitor();
  const { page } = guest;
  const person = await house.directory.person('Quirin');
  await signInByCode(guest, await house.directory.loginCode(person));
  await guest.goto('/settings/account');
  const box = page.getByRole('combobox', { name: words('find_label') });
  const options = page.getByRole('dialog').getByRole('option');
  await field(page, 'person_first_name').fill('Quirinus');
  await page.keyboard.press('Control+k');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await guest.sees('find-own');
  for (const key of ['nav_api_keys', 'nav_people', 'nav_settings', 'clients_add'])
    await expect(options.filter({ hasText: words(key) })).toHaveCount(0);
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(box).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id')) ?? '');

  await box.fill(words('nav_apps'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText(words('ui_leave_title'));
  await page.keyboard.press('Escape');
  await expect(field(page, 'person_first_name')).toHaveValue('Quirinus');
  await button(page, 'ui_discard').click();
  await page.keyboard.press('Control+k');
  await box.fill(words('nav_apps'));
  await page.keyboard.press('Enter');
  await expectTitle(page, 'nav_apps');
});
