import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that a journey started, with all that it wrote. */
export class Program {
  private text = '';
  readonly ended: Promise<number | null>;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    log?: string,
  ) {
    const file = log === undefined ? undefined : createWriteStream(log);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk;
        file?.write(chunk);
      });
    }
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        file?.end();
        resolve(code);
      });
    });
    this.ended.catch(() => undefined);
  }

  /** Starts it in a process group of its own, so that it can be ended with its children. */
  static start(
    name: string,
    command: [string, ...string[]],
    options: { env?: Record<string, string | undefined>; cwd?: string; log?: string } = {},
  ): Program {
    const [file, ...args] = command;
    const child = spawn(file, args, {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    return new Program(name, child, options.log);
  }

  get output(): string {
    return this.text;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Waits until the output has a match, and fails with all of the output when it ends before. */
  async says(pattern: RegExp, milliseconds = 60_000): Promise<RegExpExecArray> {
    return until(`${this.name} saying ${pattern}`, milliseconds, () => {
      const match = pattern.exec(this.text);
      if (match === null && !this.running) throw new Error(`${this.name} ended early:\n${this.text}`);
      return match ?? undefined;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.text}`);
    });
  }

  async stop(): Promise<void> {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (this.running && this.child.pid !== undefined) process.kill(-this.child.pid, signal);
      const ended = await Promise.race([this.ended.then(() => true), sleep(8000, false)]);
      if (ended) return;
    }
  }
}

/** Runs a program to its end and answers with its output; a failure fails the journey with all that it wrote. */
export async function run(
  command: [string, ...string[]],
  options: { env?: Record<string, string | undefined>; cwd?: string } = {},
): Promise<string> {
  const program = Program.start(command[0], command, options);
  const code = await program.ended;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${program.output}`);
  return program.output;
}

/** Asks again until there is an answer. */
export async function until<T>(
  what: string,
  milliseconds: number,
  probe: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds} ms in vain for ${what}`);
    await sleep(50);
  }
}

export async function untilAnswering(url: string, program: Program, milliseconds = 90_000): Promise<void> {
  await until(`${program.name} at ${url}`, milliseconds, async () => {
    if (!program.running) throw new Error(`${program.name} ended early:\n${program.output}`);
    return fetch(url, { redirect: 'manual' }).then(
      (response) => (response.status < 500 ? true : undefined),
      () => undefined,
    );
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${program.output}`);
  });
}

/**
 * A port that nobody listens at. It lies below those that the kernel gives to outgoing connections, of which browsers
 * make many before the server that asked for this one is up; each worker has a stretch of its own.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = stretch + (next++ % STRETCH);
    if (await isFree(port)) return port;
  }
}

const STRETCH = 2000;
const stretch = 10_000 + STRETCH * (Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % 10);
let next = Math.floor(Math.random() * STRETCH);

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
