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
