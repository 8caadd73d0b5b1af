import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('of two who edit a person neither undoes what the other did', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const person = await directory.person('Wanda');
  const group = await directory.group('quartet');
  const api = `/api/users/${person.id}`;
  const change = async (what: Record<string, unknown>) => {
    const stored = (await (await callApi(admin, 'GET', api)).json()) as Record<string, unknown>;
    expect((await callApi(admin, 'PUT', api, { ...stored, ...what })).status()).toBe(200);
  };
  const stored = async () => (await (await callApi(admin, 'GET', api)).json()) as Record<string, unknown>;
  const saved = page.getByText(words('ui_saved'), { exact: true });
  const question = page.getByRole('alertdialog');
  await admin.goto(`/settings/admin/users/${person.id}`);

  await test.step('what only the other changed stays', async () => {
    await field(page, 'person_first_name').fill('Wanja');
    await change({ lastName: 'Elsewhere' });
    await directory.joins(person, [group]);
    await button(page, 'ui_save').click();
    await expect(page.getByText(words('meanwhile_both'), { exact: true })).toBeVisible();
    await expect(saved).toBeVisible();
    await expect(field(page, 'person_last_name')).toHaveValue('Elsewhere');
    expect(await stored()).toMatchObject({ firstName: 'Wanja', lastName: 'Elsewhere', userGroups: [{ id: group }] });
  });

  await test.step('what both changed is asked about, and nothing typed is lost meanwhile', async () => {
    await field(page, 'person_first_name').fill('Max');
    await change({ firstName: 'Paul' });
    await button(page, 'ui_save').click();
    await expect(question.getByText('Paul', { exact: true })).toBeVisible();
    await expect(question.getByText('Max', { exact: true })).toBeVisible();
    await admin.sees('admin/two-editors');
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(field(page, 'person_first_name')).toHaveValue('Max');
    await button(page, 'ui_save').click();
    await question.getByRole('button', { name: words('meanwhile_take'), exact: true }).click();
    await expect(question).toBeHidden();
    await expect(field(page, 'person_first_name')).toHaveValue('Paul');
    await expect(button(page, 'ui_save')).toBeHidden();
    expect(await stored()).toMatchObject({ firstName: 'Paul' });
  });

  await test.step('or overwritten', async () => {
    await field(page, 'person_first_name').fill('Max again');
    await change({ firstName: 'Paul again' });
    await button(page, 'ui_save').click();
    await question.getByRole('button', { name: words('meanwhile_overwrite'), exact: true }).click();
    await expect(button(page, 'ui_save')).toBeHidden();
    expect(await stored()).toMatchObject({ firstName: 'Max again', lastName: 'Elsewhere' });
  });

  await test.step('two forms of the page do not get in the way of each other', async () => {
    await field(page, 'person_last_name').fill('Together');
    await button(page, 'claims_add').click();
    await page.getByLabel(words('ui_numbered', { what: words('claims_key'), n: '1' }), { exact: true }).fill('shell');
    await page
      .getByLabel(words('ui_numbered', { what: words('claims_value'), n: '1' }), { exact: true })
      .fill('/bin/sh');
    await button(page, 'ui_save').click();
    await expect(button(page, 'ui_save')).toBeHidden();
    await expect(question).toBeHidden();
    expect(await stored()).toMatchObject({
      lastName: 'Together',
      customClaims: [{ key: 'shell', value: '/bin/sh' }],
    });
  });
});

test('two who choose the groups of an app both have their way', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const [first, mine, theirs] = [
    await directory.group('altos'),
    await directory.group('tenors'),
    await directory.group('basses'),
  ];
  const app = await directory.app('Scores', ['https://scores.example/callback'], {}, [first]);
  const api = `/api/oidc/clients/${app.clientId}`;
  await admin.goto(`/settings/admin/oidc-clients/${app.clientId}`);
  await button(page, 'groups_choose').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('groups_search'), { exact: true }).fill('tenors');
  await dialog.getByRole('checkbox', { name: /^tenors/ }).check();
  const put = await callApi(admin, 'PUT', `${api}/allowed-user-groups`, { userGroupIds: [theirs] });
  expect(put.status()).toBe(200);
  await dialog.locator('button[type=submit]').click();
  await expect(dialog).toBeHidden();
  const stored = (await (await callApi(admin, 'GET', api)).json()) as { allowedUserGroups: { id: string }[] };
  expect(stored.allowedUserGroups.map(({ id }) => id).sort()).toEqual([mine, theirs].sort());
});
