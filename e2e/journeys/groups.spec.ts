import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectRefused, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('a group is added, filled, changed and deleted, and what is refused stands beside its field', async ({
  house,
}) => {
  const { admin, directory } = house;
  const { page } = admin;
  const gesa = await directory.person('Gesa');
  await directory.group('gardeners');
  await admin.goto('/settings/admin/user-groups');
  await expectTitle(page, 'nav_groups');
  const rows = page.getByRole('table').locator('tbody tr');
  const taken = await rows.filter({ hasText: 'gardeners' }).locator('small').first().innerText();
  await button(page, 'groups_add').first().click();
  const dialog = page.getByRole('dialog', { name: words('groups_add') });
  const friendly = dialog.getByLabel(words('groups_friendly_name'), { exact: true });
  const name = dialog.getByLabel(words('groups_claim_name'), { exact: true });
  const add = dialog.getByRole('button', { name: words('groups_add_action'), exact: true });
  await add.click();
  await expectRefused(friendly, 'field_required');
  await friendly.fill('Choir & Band');
  await expect(name).toHaveValue('choir_band');
  await name.fill(taken);
  await add.click();
  await expectRefused(name, 'field_taken');
  await admin.sees('admin/group-refused');
  await name.fill('choir_band');
  await add.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choir & Band');
  await expect(page.getByText(words('groups_nobody'), { exact: true })).toBeVisible();
  await admin.sees('admin/group-empty');

  const who = page.getByRole('combobox', { name: words('groups_add_person'), exact: true });
  await who.fill(gesa.username);
  await expect(page.getByRole('option', { name: gesa.username })).toHaveAttribute('aria-selected', 'true');
  await admin.sees('admin/group-person');
  await who.press('Enter');
  await expect(page.locator('#users').getByRole('link', { name: gesa.displayName })).toBeVisible();

  await field(page, 'groups_claim_name').fill(taken);
  await button(page, 'ui_save').click();
  await expectRefused(field(page, 'groups_claim_name'), 'field_taken');
  await button(page, 'ui_discard').click();
  await expect(field(page, 'groups_claim_name')).toHaveValue('choir_band');
  await field(page, 'groups_friendly_name').fill('Choir');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choir');

  await button(page, 'groups_delete', { name: 'Choir' }).click();
  await admin.sees('admin/group-delete');
  await confirm(page, 'groups_delete', { name: 'Choir' });
  await expectTitle(page, 'nav_groups');
  await expect(page.getByText(words('groups_deleted', { name: 'Choir' }))).toBeVisible();
  await expect(rows.filter({ hasText: 'choir_band' })).toHaveCount(0);
});
