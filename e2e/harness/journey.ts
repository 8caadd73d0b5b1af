import { test as base } from '@playwright/test';
import { Directory, moveIn, signOutQuietly, type Person } from './directory.ts';
import { Latchkey } from './latchkey.ts';
import { PostgreSql } from './postgresql.ts';
import { Site } from './relying-party.ts';
import { Visitor } from './visitor.ts';

export { expect } from '@playwright/test';

/** A server that is set up, and its first administrator's browser. */
export interface House {
  latchkey: Latchkey;
  admin: Visitor;
  adminPerson: Person;
  directory: Directory;
}

export type DatabaseKind = 'sqlite' | 'postgresql';

/** Everything a journey can ask for. Whatever it got is closed, checked and thrown away after it. */
export interface Words {
  house: House;
  /** A server that nobody has set up. */
  freshLatchkey: Latchkey;
  /** A browser of its own that visits this server. */
  browserAt: (latchkey: Latchkey, options?: { scripts?: boolean }) => Promise<Visitor>;
  /** A browser of its own that visits the house. */
  visitor: (options?: { scripts?: boolean }) => Promise<Visitor>;
  /** A browser of a person who has a passkey in it and is signed out. */
  resident: (name: string, groups?: string[]) => Promise<{ visitor: Visitor; person: Person }>;
  /** A place for a relying party. */
  site: (host?: string) => Promise<Site>;
}

interface WorkerWords {
  database: DatabaseKind;
  newLatchkey: (name: string) => Promise<Latchkey>;
  sharedHouse: House;
}

export const test = base.extend<Words, WorkerWords>({
  database: ['sqlite', { scope: 'worker', option: true }],

  newLatchkey: [
    async ({ database }, use) => {
      const cluster = database === 'postgresql' ? await PostgreSql.start() : undefined;
      const started: Latchkey[] = [];
      await use(async (name) => {
        const latchkey = await Latchkey.start(`${database}-${name}`, await cluster?.createDatabase());
        started.push(latchkey);
        return latchkey;
      });
      for (const latchkey of started) await latchkey.stop();
      await cluster?.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  sharedHouse: [
    async ({ newLatchkey, browser, database }, use) => {
      const latchkey = await newLatchkey('house');
      const admin = await Visitor.arrive(latchkey, browser, { scripts: true, looks: looks(database) });
      const directory = new Directory(admin);
      const adminPerson = await directory.setUp();
      await use({ latchkey, admin, adminPerson, directory });
      await admin.leave();
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  house: async ({ sharedHouse }, use) => use(sharedHouse),

  freshLatchkey: async ({ newLatchkey }, use) => {
    const latchkey = await newLatchkey('fresh');
    await use(latchkey);
    await latchkey.stop();
  },

  browserAt: async ({ browser, database }, use) => {
    const arrived: Visitor[] = [];
    await use(async (latchkey, { scripts = true } = {}) => {
      const visitor = await Visitor.arrive(latchkey, browser, { scripts, looks: looks(database) });
      arrived.push(visitor);
      return visitor;
    });
    for (const visitor of arrived) await visitor.leave();
  },

  visitor: async ({ house, browserAt }, use) => use((options) => browserAt(house.latchkey, options)),

  resident: async ({ house, visitor }, use) => {
    await use(async (name, groups) => {
      const person = await house.directory.person(name, groups);
      const moved = await visitor();
      await moveIn(moved, await house.directory.loginCode(person));
      await signOutQuietly(moved);
      return { visitor: moved, person };
    });
  },

  site: async ({}, use) => {
    const sites: Site[] = [];
    await use(async (host) => {
      const site = await Site.reserve(host);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.close();
  },
});

/** The pages are the same on both databases, and looking takes long. */
function looks(database: DatabaseKind): boolean {
  return database === 'sqlite';
}
