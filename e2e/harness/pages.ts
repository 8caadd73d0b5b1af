import { expect, type Locator, type Page } from '@playwright/test';
import { words } from './words.ts';

/** A button by the words that people and screen readers get, named by their place in the message catalogue. */
export function button(page: Page, key: string, values: Record<string, string> = {}): Locator {
  return page.getByRole('button', { name: words(key, values), exact: true });
}

export function link(page: Page, key: string, values: Record<string, string> = {}): Locator {
  return page.getByRole('link', { name: words(key, values), exact: true });
}

export function field(page: Page, key: string, values: Record<string, string> = {}): Locator {
  return page.getByLabel(words(key, values), { exact: true });
}

export async function expectTitle(page: Page, key: string, values: Record<string, string> = {}): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(key, values));
}

/** What was typed is refused: the reason stands beside the field and is read with it, and the field has the focus. */
export async function expectRefused(control: Locator, key: string): Promise<void> {
  await expect(control).toBeFocused();
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  await expect(control).toHaveAccessibleDescription(new RegExp(`^${literally(words(key))}`));
}

/** Answers the question that the page asks before it does something for good. */
export async function confirm(page: Page, key: string, values: Record<string, string> = {}): Promise<void> {
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: words(key, values), exact: true }).click();
  await expect(question).toBeHidden();
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Allows what the app asks for. The passkey before it was asked for, and given by autofill. */
export async function allow(page: Page): Promise<void> {
  await button(page, 'auth_consent_allow').click();
}

export async function jsonOf(page: Page): Promise<Record<string, unknown>> {
  const text = await page.locator('body').innerText();
  expect(text, 'a JSON answer').toMatch(/^\s*\{/);
  return JSON.parse(text) as Record<string, unknown>;
}
