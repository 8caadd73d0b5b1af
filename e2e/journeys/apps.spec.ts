import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectRefused, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

const callback = (page: Page, n: number) =>
  field(page, 'ui_numbered', { what: words('clients_callbacks'), n: String(n) });

test('an app is changed, gets another secret, and is deleted; what is refused stands beside its field', async ({
  house,
}) => {
  const { admin, directory } = house;
  const { page } = admin;
  const app = await directory.app('Almanac', ['https://almanac.example.com/callback'], {}, []);
  await admin.goto(`/settings/admin/oidc-clients/${app.clientId}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(app.name);
  await button(page, 'clients_callback_add').click();
  await expect(callback(page, 2)).toBeFocused();
  await callback(page, 2).fill('almanac.example.com');
  await field(page, 'clients_launch_url').fill('almanac');
  await button(page, 'ui_save').click();
  await expectRefused(callback(page, 2), 'field_callback');
  await expect(field(page, 'clients_launch_url')).toHaveAccessibleDescription(new RegExp(words('field_url')));
  await admin.sees('admin/client-refused');
  await button(page, 'ui_remove', { what: 'almanac.example.com' }).click();
  await expect(callback(page, 1)).toBeFocused();
  await field(page, 'clients_launch_url').fill('https://almanac.example.com');
  await field(page, 'clients_name').fill('Almanach');
  await page.keyboard.press('Enter');
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Almanach');
  await page.reload();
  await expect(callback(page, 1)).toHaveValue('https://almanac.example.com/callback');
  await expect(callback(page, 2)).toHaveCount(0);

  const secrets = page.locator('#credentials li');
  await expect(secrets).toHaveCount(1);
  await field(page, 'secrets_lifetime').selectOption('90');
  await button(page, 'secrets_make').click();
  const secret = await field(page, 'secrets_label').innerText();
  await expect(secrets).toHaveCount(2);
  await button(page, 'ui_stored_it').click();
  await expect(page.getByText(secret, { exact: true })).toHaveCount(0);
  await secrets
    .filter({ hasNotText: secret.slice(0, 4) })
    .getByRole('button')
    .click();
  await confirm(page, 'secrets_delete');
  await expect(page.getByText(words('secrets_deleted'))).toBeVisible();
  await expect(secrets).toHaveCount(1);
  await expect(secrets).toContainText(secret.slice(0, 4));

  await button(page, 'clients_delete', { name: 'Almanach' }).click();
  await confirm(page, 'clients_delete', { name: 'Almanach' });
  await expectTitle(page, 'nav_clients');
  await expect(page.getByText(words('clients_deleted', { name: 'Almanach' }))).toBeVisible();
});

test('an app is added and deleted by keys alone', async ({ house }) => {
  const { admin } = house;
  const { page } = admin;
  const { keyboard } = page;
  const heading = page.getByRole('heading', { level: 1 });
  await admin.goto('/settings/admin/oidc-clients');
  await expectTitle(page, 'nav_clients');
  await tabTo(page.getByRole('link', { name: words('nav_skip') }));
  await keyboard.press('Enter');
  await expect(heading).toBeFocused();
  await tabTo(button(page, 'clients_add').first());
  await keyboard.press('Enter');

  const dialog = page.getByRole('dialog', { name: words('clients_add') });
  const name = dialog.getByLabel(words('clients_name'), { exact: true });
  await expect(name).toBeFocused();
  await keyboard.press('Enter');
  await expectRefused(name, 'field_required');
  await keyboard.type('Keyboard');
  await expect(name).not.toHaveAttribute('aria-invalid');
  await tabTo(callback(page, 1)); // left empty before, and still there
  await keyboard.type('https://keyboard.example.com/callback');
  await tabTo(dialog.getByRole('switch', { name: words('clients_public'), exact: true }));
  await keyboard.press('Space');
  await expect(dialog.getByRole('switch', { name: words('clients_pkce'), exact: true })).toBeDisabled();
  await tabTo(dialog.getByRole('button', { name: words('ui_save'), exact: true }));
  // Around, and not out of the dialog.
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await tabTo(dialog.getByRole('button', { name: words('ui_save'), exact: true }));
  await keyboard.press('Enter');
  await expect(heading).toHaveText('Keyboard');
  await expect(heading).toBeFocused();

  await tabTo(button(page, 'clients_delete', { name: 'Keyboard' }));
  await keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: words('ui_cancel'), exact: true })).toBeFocused();
  await tabTo(question.getByRole('button', { name: words('clients_delete', { name: 'Keyboard' }), exact: true }));
  await keyboard.press('Enter');
  await expectTitle(page, 'nav_clients');
  await expect(heading).toBeFocused();
});

/** Goes on with the Tab key until it is there; a page of a hundred stops has lost its way. */
async function tabTo(goal: Locator): Promise<void> {
  await expect(goal).toBeVisible();
  for (let stops = 0; stops < 100; stops++) {
    await goal.page().keyboard.press('Tab');
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`The Tab key never comes to ${String(goal)}`);
}
