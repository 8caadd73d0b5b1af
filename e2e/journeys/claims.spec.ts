import { expect, test } from '../harness/journey.ts';
import { allow, button, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';
import { PlainApp } from '../rp/plain/start.ts';

const numbered = (key: string, n: number) => [words(key), String(n)] as const;

test('an administrator gives a person and a group claims of their own, and an app reads them', async ({
  house,
  resident,
  site,
}) => {
  const { admin } = house;
  const { page } = admin;
  const group = await house.directory.group('rowers');
  const { visitor, person } = await resident('Karin', [group]);
  const claim = async (n: number, key: string, value: string) => {
    await button(page, 'claims_add').click();
    const [what, number] = numbered('claims_key', n);
    const name = field(page, 'ui_numbered', { what, n: number });
    await expect(name).toBeFocused();
    await name.fill(key);
    await field(page, 'ui_numbered', { what: words('claims_value'), n: number }).fill(value);
  };

  await admin.goto(`/settings/admin/user-groups/${group}`);
  await claim(1, 'boat', 'Gig');
  await claim(2, 'seats', '4');
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'))).toBeVisible();

  await admin.goto(`/settings/admin/users/${person.id}`);
  await claim(1, 'boat', 'Skiff');
  await claim(2, 'boat', 'Canoe');
  await button(page, 'ui_save').click();
  const [what, second] = numbered('claims_key', 2);
  const twice = field(page, 'ui_numbered', { what, n: second });
  await expect(twice).toBeFocused();
  await expect(twice).toHaveAccessibleDescription(words('field_duplicate'));
  await admin.sees('admin/user-claim-twice');
  await twice.fill('sub');
  await button(page, 'ui_save').click();
  await expect(twice).toHaveAccessibleDescription(words('field_reserved'));
  await button(page, 'ui_remove', { what: 'sub' }).click();
  await expect(field(page, 'ui_numbered', { what, n: '1' })).toBeFocused();
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'))).toBeVisible();
  await page.reload();
  await expect(field(page, 'ui_numbered', { what, n: '1' })).toHaveValue('boat');
  await expect(field(page, 'ui_numbered', { what: words('claims_value'), n: '1' })).toHaveValue('Skiff');

  const app = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const registration = await house.directory.app('Boathouse', [app.callback]);
  await visitor.goto(app.authorizationUrl(registration));
  await allow(visitor.page);
  const tokens = await app.redeem(registration, (await app.arrival(visitor.page)).parameters['code'] ?? '');
  const claims = JSON.parse(Buffer.from(String(tokens['id_token']).split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({ boat: 'Skiff', seats: 4 });
});
