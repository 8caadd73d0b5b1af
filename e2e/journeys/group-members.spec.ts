import { callApi } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

test('people come into a group and out of it, however many are in it', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const group = await directory.group('village');
  const api = `/api/user-groups/${group}`;
  const many = await Promise.all(Array.from({ length: 24 }, (_, n) => directory.person(`Villager${String(n + 10)}`)));
  const gerda = await directory.person('Gerda');
  const members = page.locator('#users');
  const add = members.getByRole('combobox', { name: words('groups_add_person'), exact: true });
  const search = members.getByLabel(words('groups_members_search'), { exact: true });
  const out = (name: string) => button(page, 'groups_member_remove', { name });
  await admin.goto(`/settings/admin/user-groups/${group}`);
  await expect(members.getByText(words('groups_nobody'), { exact: true })).toBeVisible();

  await test.step('one is found and added', async () => {
    await add.fill('gerda');
    await page
      .getByRole('option', { name: /^Gerda Example/ })
      .first()
      .click();
    await expect(
      page.getByText(words('groups_member_added', { name: 'Gerda Example' }), { exact: true }),
    ).toBeVisible();
    await expect(out('Gerda Example')).toBeVisible();
    await expect(add).toHaveValue('');
    await expect(search).toBeHidden();
    await admin.sees('admin/group-member');
  });

  await test.step('many are listed page by page, and searched', async () => {
    const userIds = many.map(({ id }) => id);
    expect((await callApi(admin, 'POST', `${api}/members`, { userIds })).status()).toBe(204);
    await page.reload();
    await expect(page.locator('.top')).toContainText('25');
    await expect(page.getByText(words('ui_page', { page: '1', pages: '2' }), { exact: true })).toBeVisible();
    await button(page, 'ui_next').click();
    await expect(out('Villager33 Example')).toBeVisible();
    await expect(out('Gerda Example')).toBeHidden();
    await admin.sees('admin/group-members');
    await search.fill('gerda');
    await expect(out('Gerda Example')).toBeVisible();
    await expect(out('Villager33 Example')).toBeHidden();
  });

  await test.step('one is taken out, by somebody else already or not', async () => {
    await out('Gerda Example').click();
    await expect(
      page.getByText(words('groups_member_removed', { name: 'Gerda Example' }), { exact: true }),
    ).toBeVisible();
    await expect(out('Gerda Example')).toBeHidden();
    await search.fill('villager10');
    await expect(out('Villager10 Example')).toBeVisible();
    expect((await callApi(admin, 'DELETE', `${api}/members/${many[0]?.id ?? ''}`)).status()).toBe(204);
    await out('Villager10 Example').click();
    await expect(
      page.getByText(words('groups_member_removed', { name: 'Villager10 Example' }), { exact: true }),
    ).toBeVisible();
    await expect(page.locator('.top')).toContainText('23');
  });

  await test.step('renaming is not in the way of who adds somebody meanwhile', async () => {
    await field(page, 'groups_friendly_name').fill('Hamlet');
    expect((await callApi(admin, 'POST', `${api}/members`, { userIds: [gerda.id] })).status()).toBe(204);
    await button(page, 'ui_save').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hamlet');
    const stored = (await (await callApi(admin, 'GET', api)).json()) as { friendlyName: string; users: unknown[] };
    expect([stored.friendlyName, stored.users.length]).toEqual(['Hamlet', 24]);
  });
});
