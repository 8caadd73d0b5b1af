import { callApi, signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { expectTitle } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('everybody sees what happened to their account, and nobody else’s', async ({ resident }) => {
  const { visitor } = await resident('Olga');
  const { page } = visitor;
  await visitor.goto('/settings/audit-log');
  await expectTitle(page, 'nav_audit');
  const rows = page.getByRole('table').locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  await expect(page.getByLabel(words('audit_person'), { exact: true })).toHaveCount(0);

  await page.getByLabel(words('audit_event'), { exact: true }).selectOption('SIGN_IN');
  await page.waitForURL(/[?&]event=SIGN_IN/);
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText(words('audit_event_sign_in'));
  await page.reload();
  await expect(rows).toHaveCount(1);
  await page.getByLabel(words('audit_event'), { exact: true }).selectOption('API_KEY_REFUSED');
  await expect(page.getByText(words('ui_nothing_found'), { exact: true })).toBeVisible();
  await visitor.sees('audit-nothing');

  await visitor.goto('/settings/audit-log/global');
  await expectTitle(page, 'nowhere_title');
});

test('an administrator finds what somebody did', async ({ house, resident }) => {
  const { person } = await resident('Oskar');
  const { admin } = house;
  const { page } = admin;
  await admin.goto('/settings/audit-log/global');
  const rows = page.getByRole('table').locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const who = page.getByRole('combobox', { name: words('audit_person'), exact: true });
  await who.fill(person.username);
  const found = page.getByRole('option', { name: person.username });
  await expect(found).toHaveCount(1);
  await expect(found).toHaveAttribute('aria-selected', 'true');
  await admin.sees('audit-person');
  await who.press('Enter');
  await page.waitForURL(/[?&]userID=/);
  await expect(who).toHaveValue(person.displayName);
  await expect(rows.filter({ hasNotText: person.username })).toHaveCount(0);
  await expect(rows.first()).toContainText(person.username);
  await page.getByLabel(words('audit_place'), { exact: true }).selectOption('external');
  await expect(page.getByText(words('ui_nothing_found'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: words('ui_show_all'), exact: true }).click();
  await expect(rows.first()).toBeVisible();
});

test('an entry opens, and tells what was changed, by whom and from where', async ({ house }) => {
  const { admin, adminPerson, directory } = house;
  const { page } = admin;
  const person = await directory.person('Orla');
  await callApi(admin, 'PUT', `/api/users/${person.id}`, { ...person, firstName: 'Orlando', lastName: 'Example' });
  await admin.goto(`/settings/audit-log/global?userID=${person.id}&event=USER_UPDATED`);
  const entry = page.getByRole('table').getByRole('button', { name: words('audit_event_user_updated') });
  await expect(entry).toHaveCount(1);
  await expect(entry).toHaveAttribute('aria-expanded', 'false');
  await entry.focus();
  await page.keyboard.press('Enter');
  await expect(entry).toHaveAttribute('aria-expanded', 'true');
  const details = page.locator(`[id="${await entry.getAttribute('aria-controls')}"]`);
  await expect(details.getByRole('heading', { name: words('audit_changes') })).toBeVisible();
  await expect(details.getByRole('deletion').filter({ hasText: /^Orla$/ })).toBeVisible();
  await expect(details.getByRole('insertion').filter({ hasText: /^Orlando$/ })).toBeVisible();
  await expect(details.getByText(adminPerson.username, { exact: true })).toBeVisible();
  await expect(details.getByText('127.0.0.1', { exact: true })).toBeVisible();
  await admin.sees('audit-entry');
  await page.keyboard.press('Enter');
  await expect(entry).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Enter');
  await details.getByRole('link', { name: person.username }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.displayName);
});

test('the chart of sign-ins counts them, and says as a table what it draws', async ({ house, visitor }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const chart = page.getByRole('figure', { name: words('audit_activity') });
  const total = chart.locator('figcaption b').first();
  await admin.goto('/settings/audit-log/global');
  await expect(chart).toBeVisible();
  const before = Number(await total.innerText());

  const person = await directory.person('Otto');
  await signInByCode(await visitor(), await directory.loginCode(person));
  await page.reload();
  await expect(total).toHaveText(String(before + 1));
  await chart.getByText(words('audit_activity_table'), { exact: true }).click();
  const days = chart.getByRole('table').locator('tbody tr');
  await expect(days).toHaveCount(30);
  const counts = await days.locator('td:nth-of-type(1)').allInnerTexts();
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(before + 1);
  await admin.sees('audit-chart');
});

test('on a phone the log begins on the first screen, and its filters stand behind a button', async ({ house }) => {
  const { admin } = house;
  const { page } = admin;
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await admin.goto('/settings/audit-log/global');
  const rows = page.getByRole('table').locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  // A row is a card of what happened and when; where and with what is inside it.
  await expect(rows.first().getByRole('cell').filter({ visible: true })).toHaveCount(2);
  const filters = page.getByRole('button', { name: words('ui_filters') });
  const event = page.getByLabel(words('audit_event'), { exact: true });
  await expect(filters).toHaveAttribute('aria-expanded', 'false');
  await expect(event).toBeHidden();
  await filters.click();
  await expect(filters).toHaveAttribute('aria-expanded', 'true');
  await event.selectOption('ACCOUNT_CREATED');
  await page.waitForURL(/[?&]event=ACCOUNT_CREATED/);
  await expect(rows.filter({ hasNotText: words('audit_event_account_created') })).toHaveCount(0);
  await admin.sees('audit-filters');
  await filters.click();
  await expect(event).toBeHidden();
  await expect(filters).toHaveAccessibleName(`${words('ui_filters')} 1`);
  if (before) await page.setViewportSize(before);
});
