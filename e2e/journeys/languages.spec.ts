import type { Page } from '@playwright/test';
import { expect, test } from '../harness/journey.ts';
import { words } from '../harness/words.ts';

async function choose(page: Page, name: string): Promise<void> {
  await page.locator('.languages > summary').click();
  await page.getByRole('button', { name, exact: true }).click();
}

async function speaks(page: Page, language: string, direction: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('dir', direction);
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

test('a language chosen before signing in stays, until the account names another', async ({ resident }) => {
  const { visitor } = await resident('Ludwig');
  const { page } = visitor;
  await visitor.cannotAutofill();
  await visitor.goto('/login?redirect=%2Fsettings%2Faccount');
  await speaks(page, 'en', 'ltr');
  await page.locator('.languages > summary').click();
  await visitor.sees('languages/choice');
  await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
  await speaks(page, 'de', 'ltr');
  await visitor.sees('languages/login-de');

  await page.getByRole('button', { name: words('auth_login_button', {}, 'de'), exact: true }).click();
  await page.waitForURL(/\/settings\/account$/);
  await speaks(page, 'de', 'ltr');
  await expect(heading(page, words('account_passkeys', {}, 'de'))).toBeVisible();
  await visitor.sees('languages/account-de');

  await page.getByLabel(words('person_language', {}, 'de'), { exact: true }).selectOption('ar');
  await page.getByRole('button', { name: words('ui_save', {}, 'de'), exact: true }).click();
  await speaks(page, 'ar', 'rtl');
  await expect(heading(page, words('account_passkeys', {}, 'ar'))).toBeVisible();
  await expect(page.locator('script[src*="/assets/texts-"]')).toHaveAttribute('src', /\/texts-ar-/);

  await page.getByRole('link', { name: words('nav_audit', {}, 'ar'), exact: true }).click();
  await expect(heading(page, words('nav_audit', {}, 'ar'))).toBeVisible();
  await expect(
    page
      .locator('tbody')
      .getByText(words('audit_event_sign_in', {}, 'ar'))
      .first(),
  ).toBeVisible();
});

test('a browser that is set to Arabic sees it from the first page on', async ({ house, browser }) => {
  const context = await browser.newContext({ locale: 'ar-EG' });
  const page = await context.newPage();
  await page.goto(`${house.latchkey.url}/login`);
  await speaks(page, 'ar', 'rtl');
  await expect(page.getByText(words('auth_login_button', {}, 'ar')).first()).toBeVisible();
  await context.close();
});

test('choosing a language needs no scripts, and keeps the page', async ({ visitor }) => {
  const guest = await visitor({ scripts: false });
  const { page } = guest;
  await guest.goto('/login/alternative?redirect=%2Fsettings%2Fapps');
  await choose(page, '日本語');
  await speaks(page, 'ja', 'ltr');
  await expect(page).toHaveURL(/\/login\/alternative\?redirect=%2Fsettings%2Fapps$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('auth_alternative_title', {}, 'ja'));
});
