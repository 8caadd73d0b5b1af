import type { Page } from '@playwright/test';
import { button, field } from './pages.ts';
import { words } from './words.ts';

/** From the page with the other ways in: types a login code, and leaves the offered passkey for another day. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('link', { name: words('auth_alternative_code') }).click();
  await field(page, 'auth_code_field').fill(code);
  await button(page, 'auth_code_button').click();
  await button(page, 'auth_add_later').click();
}
