import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, type Program } from './processes.ts';

/** Where the install step puts what the relying parties need. */
export const cache = resolve(import.meta.dirname, '..', 'rp', '.cache');

/** What an administrator hands to an app's operator. */
export interface Registration {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** A relying party before it runs: its address is known, so that it can be registered. */
export class Site {
  private program: Program | undefined;
  private server: Server | undefined;

  private constructor(
    readonly port: number,
    readonly url: string,
    readonly directory: string,
  ) {}

  /** @param host another host name of this machine makes it another site for the browser */
  static async reserve(host = 'localhost'): Promise<Site> {
    const port = await freePort();
    return new Site(port, `http://${host}:${port}`, await mkdtemp(join(tmpdir(), 'latchkey-rp-')));
  }

  /** What the relying parties of their own process read. */
  environment(registration: Registration): Record<string, string> {
    return {
      RP_URL: this.url,
      RP_LISTEN: `127.0.0.1:${this.port}`,
      RP_ISSUER: registration.issuer,
      RP_CLIENT_ID: registration.clientId,
      RP_CLIENT_SECRET: registration.clientSecret,
      RP_DATABASE: join(this.directory, 'rp.sqlite3'),
    };
  }

  runs(program: Program): void {
    this.program = program;
  }

  serves(server: Server): void {
    this.server = server;
  }

  get output(): string {
    return this.program?.output ?? '';
  }

  async close(): Promise<void> {
    await this.program?.stop();
    this.server?.closeAllConnections();
    this.server?.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
