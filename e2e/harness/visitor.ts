import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { VirtualAuthenticator } from './authenticator.ts';
import type { Latchkey } from './latchkey.ts';

const shots = resolve(import.meta.dirname, '..', 'shots');
const wantsPictures = process.env['LATCHKEY_SHOTS'] !== undefined;

/** A browser of its own: its cookies, its authenticator, and everything in it that went wrong. */
export class Visitor {
  private readonly complaints: string[] = [];

  private constructor(
    readonly house: Latchkey,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly authenticator: VirtualAuthenticator,
    private readonly looks: boolean,
  ) {}

  /** @param options.looks whether {@link sees} looks: the pages are the same on every database */
  static async arrive(
    house: Latchkey,
    browser: Browser,
    options: { scripts: boolean; looks: boolean },
  ): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: options.scripts });
    const page = await context.newPage();
    const visitor = new Visitor(house, context, page, await VirtualAuthenticator.plugInto(page), options.looks);
    context.on('weberror', (error) => visitor.complaints.push(`uncaught: ${error.error().message}`));
    context.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) visitor.complaints.push(message.text());
    });
    context.on('response', (response) => {
      if (response.url().startsWith(house.url) && response.status() >= 500) {
        visitor.complaints.push(`${response.status()} from ${response.url()}`);
      }
    });
    return visitor;
  }

  /** Ends when the page begins: its scripts may lead on before it is complete, and then there is no such moment. */
  async goto(path: string): Promise<void> {
    await this.page.goto(path.startsWith('/') ? this.house.url + path : path, { waitUntil: 'commit' });
  }

  /**
   * From the next page on this browser offers no passkeys in a field's suggestions. The virtual authenticator cannot
   * leave those alone and answer a button on the same page: it is told which by a message of its own, and whoever asks
   * before it arrives gets the other answer.
   */
  async cannotAutofill(): Promise<void> {
    await this.context.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    });
  }

  /**
   * Looks at the page as it stands: no accessibility finding, in light and in dark, and nothing that sticks out, wide or
   * narrow, from left to right and from right to left. A picture of each, if pictures are asked for.
   */
  async sees(name: string): Promise<void> {
    if (!this.looks) return;
    const before = this.page.viewportSize();
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await this.findings(colorScheme), `axe on ${name}, ${colorScheme}`).toEqual([]);
      if (wantsPictures) {
        for (const width of [320, 360, 768, 1280, 1920]) await this.picture(`${name}-${colorScheme}-${width}`, width);
      }
    }
    const own = (await this.page.locator('html').getAttribute('dir')) ?? '';
    for (const direction of ['ltr', 'rtl']) {
      await this.page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);
      await this.page.setViewportSize({ width: 320, height: 640 });
      const [needed, there] = await this.page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(needed, `what sticks out of ${name} at 320 px, ${direction}`).toBe(there);
      if (wantsPictures && direction === 'rtl') {
        for (const width of [320, 1280]) await this.picture(`${name}-rtl-${width}`, width);
      }
    }
    await this.page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), own);
    if (before !== null) await this.page.setViewportSize(before);
    await this.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }

  /** Everything in light; in dark what depends on colours. */
  private async findings(scheme: 'light' | 'dark'): Promise<string[]> {
    const axe = new AxeBuilder({ page: this.page }).setLegacyMode();
    if (scheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html)}`);
  }

  private async picture(name: string, width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: 800 });
    await this.page.evaluate(() => window.scrollTo(0, 0));
    const path = join(shots, `${name}.png`);
    await mkdir(resolve(path, '..'), { recursive: true });
    await this.page.screenshot({ path, fullPage: true });
  }

  /** Nothing was blocked by the content security policy, thrown in a page or answered with 5xx. */
  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints, 'what went wrong in the browser').toEqual([]);
  }
}
