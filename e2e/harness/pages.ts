import { expect, type Locator, type Page } from '@playwright/test';

/** What can be done on the pages one passes through, by the names that people and screen readers see. */
export const door = {
  passkeyButton: (page: Page): Locator => page.getByRole('button', { name: 'Continue with a passkey' }),
  otherWays: (page: Page): Locator => page.getByRole('link', { name: 'Sign in another way' }),
  allow: (page: Page): Locator => page.getByRole('button', { name: 'Allow', exact: true }),
  deny: (page: Page): Locator => page.getByRole('button', { name: 'Deny', exact: true }),
  signOut: (page: Page): Locator => page.getByRole('button', { name: 'Sign out', exact: true }),
};

/** Allows what the app asks for. The passkey before it was asked for and given by autofill. */
export async function allow(page: Page): Promise<void> {
  await door.allow(page).click();
}

export async function jsonOf(page: Page): Promise<Record<string, unknown>> {
  const text = await page.locator('body').innerText();
  expect(text, 'a JSON answer').toMatch(/^\s*\{/);
  return JSON.parse(text) as Record<string, unknown>;
}
