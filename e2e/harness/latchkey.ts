import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, Program, untilAnswering } from './processes.ts';

const root = resolve(import.meta.dirname, '..', '..');
export const logs = resolve(import.meta.dirname, '..', 'test-results', 'logs');

/** The packaged server on a port of its own, with an empty database. */
export class Latchkey {
  private constructor(
    readonly url: string,
    private readonly program: Program,
    private readonly directory: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** @param database an address for `DB_CONNECTION_STRING`; without one, a new SQLite file */
  static async start(name: string, database?: string): Promise<Latchkey> {
    const directory = await mkdtemp(join(tmpdir(), 'latchkey-e2e-'));
    await mkdir(logs, { recursive: true });
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const environment = {
      APP_URL: url,
      PORT: String(port),
      HOST: '127.0.0.1',
      DB_CONNECTION_STRING: database ?? `file:${join(directory, 'latchkey.db')}`,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    };
    const program = Program.start('Latchkey', ['sh', '-c', `exec ${command()}`], {
      cwd: root,
      env: environment,
      log: join(logs, `${name}-${port}.log`),
    });
    await untilAnswering(`${url}/healthz`, program);
    return new Latchkey(url, program, directory, environment);
  }

  /** Runs one of the commands of the command line against the same data. */
  commandLine(...args: string[]): Program {
    return Program.start(args.join(' '), ['sh', '-c', `exec ${command()} "$@"`, 'latchkey', ...args], {
      cwd: root,
      env: this.environment,
    });
  }

  get log(): string {
    return this.program.output;
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function command(): string {
  return process.env['LATCHKEY_COMMAND'] ?? 'target/image/bin/latchkey';
}
