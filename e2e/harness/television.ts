import type { App } from './directory.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A television: it shows a code and asks until somebody has decided. */
export class Television {
  private constructor(
    private readonly app: App,
    readonly deviceCode: string,
    readonly userCode: string,
    readonly completeAddress: string,
  ) {}

  static async start(app: App): Promise<Television> {
    const metadata = await (await fetch(`${app.issuer}/.well-known/openid-configuration`)).json();
    const answer = await fetch(String((metadata as Record<string, unknown>)['device_authorization_endpoint']), {
      method: 'POST',
      body: new URLSearchParams({ client_id: app.clientId, scope: 'openid profile' }),
    });
    const facts = (await answer.json()) as Record<string, string>;
    const { device_code = '', user_code = '', verification_uri_complete = '' } = facts;
    return new Television(app, device_code, user_code, verification_uri_complete);
  }

  async asks(): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.app.issuer}/api/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: GRANT, client_id: this.app.clientId, device_code: this.deviceCode }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }
}
