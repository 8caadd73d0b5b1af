import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { VirtualAuthenticator } from './authenticator.ts';
import type { Latchkey } from './latchkey.ts';
import { expectToFitBothWays, look } from './look.ts';

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

  /** @param options.looks whether {@link sees} and {@link fits} look: the pages are the same on every database */
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

  /** From the next page on the pages speak this language, unless the account names another. */
  async speaks(language: string): Promise<void> {
    await this.context.addCookies([{ name: 'locale', value: language, url: this.house.url }]);
  }

  /** Looks at a state of a page; each page at rest is looked at by a walk of its own. */
  async sees(name: string): Promise<void> {
    if (!this.looks) return;
    await look(this.page, name, [1280]);
    await expectToFitBothWays(this.page, name);
  }

  /** Looks for what sticks out of a page, and for nothing else. */
  async fits(name: string): Promise<void> {
    if (this.looks) await expectToFitBothWays(this.page, name);
  }

  /** Nothing was blocked by the content security policy, thrown in a page or answered with 5xx. */
  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints, 'what went wrong in the browser').toEqual([]);
  }
}
