import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort, run } from './processes.ts';

/** A PostgreSQL server of the journeys' own, unless `LATCHKEY_TEST_POSTGRES` names one that may be filled. */
export class PostgreSql {
  private databases = 0;

  private constructor(
    private readonly server: string,
    private readonly binaries: string,
    private readonly directory: string | undefined,
  ) {}

  static async start(): Promise<PostgreSql> {
    const binaries = await newestBinaries();
    const given = process.env['LATCHKEY_TEST_POSTGRES'];
    if (given !== undefined) return new PostgreSql(given.replace(/\/$/, ''), binaries, undefined);

    const directory = await mkdtemp(join(tmpdir(), 'latchkey-postgresql-'));
    await chmod(directory, 0o777);
    const data = join(directory, 'data');
    const port = await freePort();
    await server(binaries, directory, 'initdb', `--pgdata=${data}`, '--username=latchkey', '--auth=trust', '--no-sync');
    await server(
      binaries,
      directory,
      'pg_ctl',
      `--pgdata=${data}`,
      `--log=${join(directory, 'server.log')}`,
      '--wait',
      `--options=-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${directory}`,
      'start',
    );
    return new PostgreSql(`postgres://latchkey@127.0.0.1:${port}`, binaries, directory);
  }

  /** The address of a new, empty database. */
  async createDatabase(): Promise<string> {
    const name = `journey_${process.pid}_${++this.databases}`;
    await run([join(this.binaries, 'psql'), '--quiet', '-c', `create database ${name}`, `${this.server}/postgres`]);
    return `${this.server}/${name}?sslmode=disable`;
  }

  async stop(): Promise<void> {
    if (this.directory === undefined) return;
    const data = join(this.directory, 'data');
    await server(this.binaries, this.directory, 'pg_ctl', `--pgdata=${data}`, '--mode=immediate', 'stop');
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** PostgreSQL refuses to run as root; Debian's package made a user for it. */
async function server(binaries: string, cwd: string, program: string, ...args: string[]): Promise<void> {
  const command = join(binaries, program);
  // The server that pg_ctl leaves behind must not hold our pipes open.
  const quiet = ['sh', '-c', 'exec "$@" >"$0" 2>&1 </dev/null', join(cwd, `${program}.out`), command, ...args];
  const root = userInfo().uid === 0;
  await run((root ? ['runuser', '-u', 'postgres', '--', ...quiet] : quiet) as [string, ...string[]], { cwd });
}

async function newestBinaries(): Promise<string> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest === undefined) throw new Error('PostgreSQL is not on this machine: e2e/install says what is needed');
  return join(debian, String(newest), 'bin');
}
