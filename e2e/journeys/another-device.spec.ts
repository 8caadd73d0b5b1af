import { expect, test } from '../harness/journey.ts';
import { allow, button, expectTitle, link } from '../harness/pages.ts';
import type { Visitor } from '../harness/visitor.ts';
import { words } from '../harness/words.ts';
import { PlainApp } from '../rp/plain/start.ts';

/** What a phone's camera reads from the screen, and the number beside it. */
async function scan({ page, house }: Visitor): Promise<{ address: string; number: string }> {
  const code = await page.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).innerText();
  const number = await page.getByRole('definition').innerText();
  return { address: `${house.url}/device?user_code=${code}`, number };
}

test('a borrowed screen is signed in from a phone, on the way to an app', async ({
  house,
  site,
  resident,
  visitor,
}) => {
  const app = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const registration = await house.directory.app('Slides', [app.callback]);
  const { visitor: phone, person } = await resident('Quentin');
  const screen = await visitor();

  await screen.cannotAutofill();
  await screen.goto(app.authorizationUrl(registration));
  await link(screen.page, 'auth_interaction_other_way').click();
  await screen.page.getByRole('link', { name: words('auth_alternative_remote') }).click();
  await expectTitle(screen.page, 'auth_remote_title');
  await expect(screen.page.getByRole('img', { name: words('auth_remote_picture'), exact: true })).toBeVisible();
  await expect(screen.page.getByRole('timer')).toHaveText(/^[0-4]:[0-5][0-9]$/);
  const { address, number } = await scan(screen);

  // Signed out there: the passkey first, then who waits.
  await phone.goto(address);
  await expectTitle(phone.page, 'auth_remote_review_title');
  await phone.page.getByRole('button', { name: number, exact: true }).click();
  await expectTitle(phone.page, 'auth_remote_prove_title');
  await button(phone.page, 'auth_remote_prove_button').click();
  await expectTitle(phone.page, 'auth_remote_approved_title');

  // The screen goes on by itself, to where it was going.
  await button(screen.page, 'auth_add_later').click();
  await allow(screen.page);
  const arrival = await app.arrival(screen.page);
  const tokens = await app.redeem(registration, arrival.parameters['code'] ?? '');
  const claims = JSON.parse(Buffer.from(String(tokens['id_token']).split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({ sub: person.id, amr: ['otp'] });

  // It is a session like any other, that the phone can end.
  await phone.goto('/settings/account');
  await expect(phone.page.getByText(words('session_by_remote'))).toBeVisible();
});

test('a wrong number ends it, and a new code is one click away', async ({ resident, visitor }) => {
  const { visitor: phone } = await resident('Quirin');
  const screen = await visitor();
  await screen.goto('/login/alternative/device');
  const { address, number } = await scan(screen);
  await phone.goto(address);
  await expectTitle(phone.page, 'auth_remote_review_title');
  const numbers = phone.page.getByRole('group').getByRole('button');
  await expect(numbers).toHaveCount(3);
  await numbers.filter({ hasNotText: number }).first().click();
  await expectTitle(phone.page, 'auth_remote_wrong_title');
  await expectTitle(screen.page, 'auth_remote_denied_title');
  await link(screen.page, 'auth_remote_again').click();
  await expectTitle(screen.page, 'auth_remote_title');
  expect((await scan(screen)).address).not.toBe(address);

  await button(screen.page, 'auth_remote_cancel').click();
  await expectTitle(screen.page, 'auth_alternative_title');
});

test('a waiting screen without scripts is signed in by a button', async ({ house, resident, visitor }) => {
  const { visitor: phone } = await resident('Quella');
  const screen = await visitor({ scripts: false });
  await screen.goto('/login/alternative/device');
  await button(screen.page, 'auth_remote_confirmed').click();
  await expect(screen.page.getByText(words('auth_remote_early'))).toBeVisible();
  const { address, number } = await scan(screen);
  await phone.goto(address);
  await phone.page.getByRole('button', { name: number, exact: true }).click();
  await button(phone.page, 'auth_remote_prove_button').click();
  await expectTitle(phone.page, 'auth_remote_approved_title');
  await button(screen.page, 'auth_remote_confirmed').click();
  await button(screen.page, 'auth_add_later').click();
  await screen.page.waitForURL(`${house.latchkey.url}/settings/account`);
});
