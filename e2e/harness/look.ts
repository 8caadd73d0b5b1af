import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const shots = resolve(import.meta.dirname, '..', 'shots');
const wantsPictures = process.env['LATCHKEY_SHOTS'] !== undefined;

/** The narrowest there is, a phone, a tablet, a computer, a wide screen. */
const WIDTHS = [320, 360, 768, 1280, 1920];

/**
 * Looks at a page as it stands, in light and in dark: no accessibility finding at the widths that are named, and nothing
 * that sticks out sideways at any. A picture of each, if pictures are asked for.
 */
export async function look(page: Page, name: string, examined: number[]): Promise<void> {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await expectToFit(page, `${name} at ${width} px`);
    if (!examined.includes(width) && !wantsPictures) continue;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      if (examined.includes(width))
        expect(await findings(page, colorScheme), `axe on ${name}, ${width} px, ${colorScheme}`).toEqual([]);
      if (wantsPictures) await draw(page, `${name}-${colorScheme}-${width}`);
    }
  }
  if (before !== null) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Nothing sticks out at the narrowest width, whichever way the page runs. */
export async function expectToFitBothWays(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  const own = await page.evaluate(() => document.documentElement.dir);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const direction of ['ltr', 'rtl']) {
    await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
    await expectToFit(page, `${name} at 320 px, ${direction}`);
  }
  await page.evaluate((dir) => (document.documentElement.dir = dir), own);
  if (before !== null) await page.setViewportSize(before);
}

async function expectToFit(page: Page, what: string): Promise<void> {
  const [needed, there] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(needed, `what sticks out of ${what}`).toBe(there);
}

/** Everything in light; in dark what depends on colours. The examiner is sent to a document once, not for each look. */
async function findings(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (rules) => {
      const there = (window as unknown as { axe: typeof axe }).axe;
      const found = await there.run(document, {
        ...(rules.length > 0 ? { runOnly: rules } : {}),
        resultTypes: ['violations'],
        selectors: false,
        preload: false,
      });
      return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) }));
    },
    scheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : [],
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes}`);
}

async function draw(page: Page, name: string): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  const path = resolve(shots, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
}
