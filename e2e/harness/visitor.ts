import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { VirtualAuthenticator } from './authenticator.ts';
import type { Latchkey } from './latchkey.ts';

const shots = resolve(import.meta.dirname, '..', 'shots');

/** A browser of its own: its cookies, its authenticator, and everything in it that went wrong. */
export class Visitor {
  private readonly complaints: string[] = [];

  private constructor(
    readonly house: Latchkey,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly authenticator: VirtualAuthenticator,
  ) {}

  static async arrive(house: Latchkey, browser: Browser, options: { scripts: boolean }): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: options.scripts });
    const page = await context.newPage();
    const visitor = new Visitor(house, context, page, await VirtualAuthenticator.plugInto(page));
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

  async goto(path: string): Promise<void> {
    await this.page.goto(path.startsWith('/') ? this.house.url + path : path);
  }

  /** Looks at the page as it stands: no accessibility finding, light or dark; a picture of it, if pictures are asked for. */
  async sees(name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page: this.page }).setLegacyMode().analyze();
      const findings = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html)}`);
      expect(findings, `axe on ${name}, ${colorScheme}`).toEqual([]);
      if (process.env['LATCHKEY_SHOTS'] !== undefined) await this.picture(name, colorScheme);
    }
    await this.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }

  private async picture(name: string, scheme: string): Promise<void> {
    const before = this.page.viewportSize();
    for (const width of [360, 1280]) {
      await this.page.setViewportSize({ width, height: 800 });
      const path = join(shots, `${name}-${scheme}-${width}.png`);
      await mkdir(resolve(path, '..'), { recursive: true });
      await this.page.screenshot({ path, fullPage: true });
    }
    if (before !== null) await this.page.setViewportSize(before);
  }

  /** Nothing was blocked by the content security policy, thrown in a page or answered with 5xx. */
  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints, 'what went wrong in the browser').toEqual([]);
  }
}
