import { expect } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { look } from './look.ts';
import type { Visitor } from './visitor.ts';

const root = resolve(import.meta.dirname, '..', '..');
const templates = resolve(root, 'src', 'main', 'jte');

/** A phone and a computer. */
const EXAMINED = [360, 1280];

/** The web app's own map, with what tells it where an address leads. */
interface AppMap {
  routes: { pattern: RegExp }[];
  matchRoute: (path: string) => { route: { pattern: RegExp } } | null;
}

/** A walk that has come to its end when every page was looked at. */
export class Walk {
  private constructor(
    private readonly left: Set<string>,
    private readonly placeOf: (page: string) => string,
  ) {}

  /** Through the pages of the web app, which are called by their addresses. */
  static async throughApp(): Promise<Walk> {
    const map = (await import(pathToFileURL(resolve(root, 'web', 'src', 'routes.ts')).href)) as AppMap;
    const patterns = map.routes.map(({ pattern }) => pattern.source);
    return new Walk(new Set(patterns), (path) => map.matchRoute(path)?.route.pattern.source ?? 'nowhere');
  }

  /** Through the pages of the server, which are called by their templates: those that stand in the frame of the door. */
  static throughTemplates(belongs: (template: string) => boolean): Walk {
    const pages = readdirSync(templates, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.jte'))
      .filter((file) => readFileSync(resolve(templates, file), 'utf8').includes('@template.platform.door('))
      .map((file) => file.slice(0, -'.jte'.length));
    return new Walk(new Set(pages.filter(belongs)), (template) => template);
  }

  /** Looks at the page that a browser is at, once its title and everything that is loaded for it are there. */
  async at(visitor: Visitor, page: string, title: string, loaded: string[] = []): Promise<void> {
    await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText(title);
    for (const part of loaded) await expect(visitor.page.locator(part).first()).toBeVisible();
    const language = await visitor.page.evaluate(() => document.documentElement.lang);
    await look(visitor.page, `pages/${page.replace(/^\//, '')}-${language}`, EXAMINED);
    this.left.delete(this.placeOf(page));
  }

  expectEnd(): void {
    expect([...this.left], 'pages that nobody came to').toEqual([]);
  }
}
