import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Program, run, until } from '../../harness/processes.ts';
import type { Registration, Site } from '../../harness/relying-party.ts';

/** Debian's `oidc-agent-cli`: it has no address of its own and signs in by the device flow (RFC 8628). */
export class OidcAgent {
  private constructor(private readonly env: Record<string, string>) {}

  static async start(site: Site): Promise<OidcAgent> {
    const home = join(site.directory, 'home');
    await mkdir(join(home, '.config'), { recursive: true });
    const env = { HOME: home, OIDC_SOCK: join(site.directory, 'agent.sock'), OIDC_ENCRYPTION_PW: 'a journey' };
    const program = Program.start('oidc-agent', ['oidc-agent', '--console', `--socket-path=${env.OIDC_SOCK}`], { env });
    site.runs(program);
    await until('the socket of oidc-agent', 60_000, () => existsSync(env.OIDC_SOCK) || undefined);
    return new OidcAgent(env);
  }

  /** Begins a sign-in; the program ends once somebody has decided. */
  signIn(registration: Registration): Program {
    return Program.start(
      'oidc-gen',
      [
        'oidc-gen',
        'latchkey',
        '--flow=device',
        `--issuer=${registration.issuer}`,
        `--client-id=${registration.clientId}`,
        `--client-secret=${registration.clientSecret}`,
        '--scope=openid profile email offline_access',
        '--redirect-uri=http://localhost:4242',
        '--pw-env',
        '--confirm-default',
        '--prompt=none',
      ],
      { env: this.env },
    );
  }

  /** An access token, refreshed if it is not good for the given time. */
  async accessToken(seconds: number): Promise<string> {
    return (await run(['oidc-token', 'latchkey', `--time=${seconds}`], { env: this.env })).trim();
  }

  /** Forgets the account, for which it gives its refresh token back (RFC 7009). */
  async forget(): Promise<void> {
    await run(['oidc-gen', '--delete', 'latchkey', '--pw-env', '--confirm-yes'], { env: this.env });
  }
}
