import { readFile } from 'node:fs/promises';
import { Directory } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectRefused, expectTitle, field, link } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('the same is done to several people, and undone', async ({ freshLatchkey, browserAt }) => {
  const admin = await browserAt(freshLatchkey);
  const directory = new Directory(admin);
  await directory.setUp();
  await directory.person('Paula');
  await directory.person('Piet');
  await directory.group('crew');
  const { page } = admin;
  const tick = (name: string) => page.getByLabel(words('ui_choose_row', { name }), { exact: true });
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  const search = page.getByLabel(words('people_search'), { exact: true });
  await admin.goto('/settings/admin/users');
  await expectTitle(page, 'nav_people');

  await tick('Paula Example').focus();
  await page.keyboard.press('Space');
  await expect(tick('Paula Example')).toBeChecked();
  await expect(search).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(tick('Paula Example')).not.toBeChecked();
  await expect(search).toBeVisible();

  await tick('Paula Example').check();
  await tick('Piet Example').click({ modifiers: ['Shift'] });
  await expect(page.getByText(words('ui_picked', { n: '2' }), { exact: true })).toBeVisible();
  await admin.sees('admin/people-chosen');
  await button(page, 'bulk_add').click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.locator('button[type=submit]');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('radio', { name: /crew/ }).check();
  await admin.sees('admin/people-to-group');
  await confirm.click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(row('Paula')).toContainText('crew');
  await expect(row('Piet')).toContainText('crew');
  await expect(search).toBeFocused();

  await page.getByLabel(words('ui_choose_page'), { exact: true }).check();
  await button(page, 'bulk_disable').click();
  const question = page.getByRole('alertdialog');
  const sure = question.locator('button[type=submit]');
  await sure.click();
  await expect(question.getByText(words('error_own_account'), { exact: true })).toBeVisible();
  await admin.sees('admin/people-disabled');
  await question.getByRole('button', { name: words('bulk_undo'), exact: true }).click();
  await expect(question.getByText(words('error_own_account'), { exact: true })).toBeHidden();
  await expect(question.getByRole('alert')).toBeVisible();
  await sure.click();
  await expect(question).toBeHidden();
  await expect(row('Piet')).not.toContainText(words('people_disabled'));

  await tick('Piet Example').check();
  await button(page, 'bulk_delete').click();
  await expect(question).toBeVisible();
  await sure.click();
  await expect(question.getByRole('alert')).toBeVisible();
  await sure.click();
  await expect(row('Piet')).toHaveCount(0);
  await expect(row('Paula')).toHaveCount(1);
});

test('somebody is added, changed and deleted, and what is refused stands beside its field', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const other = await directory.person('Palle');
  await admin.goto('/settings/admin/users');
  await button(page, 'people_add').first().click();
  const dialog = page.getByRole('dialog', { name: words('people_add') });
  const inDialog = (key: string) => dialog.getByLabel(words(key), { exact: true });
  const add = dialog.getByRole('button', { name: words('people_add_action'), exact: true });
  for (const needed of ['person_username', 'person_email'])
    await expect(inDialog(needed)).toHaveAttribute('aria-required', 'true');
  await expect(inDialog('person_first_name')).not.toHaveAttribute('aria-required');
  await add.click();
  await expectRefused(inDialog('person_username'), 'field_required');
  await inDialog('person_username').fill('pelle');
  await inDialog('person_email').fill('nowhere');
  await add.click();
  await expectRefused(inDialog('person_email'), 'field_email');
  await admin.sees('admin/person-refused');
  await inDialog('person_email').fill(other.email);
  await inDialog('person_first_name').fill('Pelle');
  await inDialog('person_last_name').fill('Added');
  await add.click();
  await expectRefused(inDialog('person_email'), 'field_taken');
  await inDialog('person_email').fill('pelle@example.com');
  await add.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pelle Added');
  await expect(page.getByText(words('people_added'))).toBeVisible();

  await field(page, 'person_username').fill(other.username);
  await button(page, 'ui_save').click();
  await expectRefused(field(page, 'person_username'), 'field_taken');
  await field(page, 'person_username').fill('pelle');
  await field(page, 'person_display_name').fill('Pelle Changed');
  await page.keyboard.press('Enter');
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pelle Changed');
  await page.reload();
  await expect(field(page, 'person_display_name')).toHaveValue('Pelle Changed');

  const named = { name: 'Pelle Changed' };
  await button(page, 'people_disable', named).click();
  await confirm(page, 'people_disable', named);
  await expect(page.getByText(words('people_disabled_text'))).toBeVisible();
  await button(page, 'people_enable', named).click();
  await expect(page.getByText(words('people_disabled_text'))).toBeHidden();
  await button(page, 'people_delete', named).click();
  await page.keyboard.press('Escape');
  await expect(button(page, 'people_delete', named)).toBeFocused();
  await page.keyboard.press('Enter');
  await confirm(page, 'people_delete', named);
  await expectTitle(page, 'nav_people');
  await expect(page.getByText(words('people_deleted', named))).toBeVisible();
  await admin.goto('/settings/admin/users?search=pelle@example.com');
  await expect(page.getByText(words('ui_nothing_found'), { exact: true })).toBeVisible();
});

test('people come from a file, once nothing is wrong with it, and go as a file', async ({ house }) => {
  const { admin } = house;
  const { page } = admin;
  const csv = (...lines: string[]) => ({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['username;email;firstName;lastName;isAdmin', ...lines].join('\r\n')),
  });
  await admin.goto('/settings/admin/users');
  await link(page, 'people_import').click();
  await expectTitle(page, 'import_title');
  const choose = page.locator('input[type=file]');
  await choose.setInputFiles(csv('rosa;rosa@example.com;Rosa;Import;', 'rosa;nothing;Rosa;Import;'));
  const wrong = page.getByRole('table').locator('tbody tr');
  await expect(wrong).toHaveCount(2);
  await expect(wrong.first()).toContainText(words('import_same_line', { n: '2' }));
  await expect(wrong.last()).toContainText(words('field_email'));
  await admin.sees('admin/import-mistakes');

  await button(page, 'import_other').click();
  await choose.setInputFiles(csv('rosa;rosa@example.com;Rosa;Import;', 'remy;remy@example.com;Rémy;Import;true'));
  await expect(page.getByRole('table').locator('tbody tr')).toHaveCount(2);
  const add = page.locator('form button[type=submit]');
  await expect(add).toBeDisabled();
  await admin.sees('admin/import-checked');
  await page.getByRole('switch').first().check();
  await add.click();
  const show = link(page, 'import_show');
  await expect(show).toBeVisible();
  await admin.sees('admin/imported');
  await show.click();
  await expectTitle(page, 'nav_people');
  await expect(page.getByRole('row').filter({ hasText: 'Rémy Import' })).toContainText(words('people_admin'));
  await expect(page.getByRole('row').filter({ hasText: 'Rosa Import' })).toBeVisible();

  const downloading = page.waitForEvent('download');
  await link(page, 'people_export').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^people-.*\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('"Rémy"');
  expect(text).toContain('"rosa@example.com"');
});
