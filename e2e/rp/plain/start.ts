import type { Page } from '@playwright/test';
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Registration, Site } from '../../harness/relying-party.ts';

/** What came to the callback, and by which method. */
export interface Arrival {
  method: string;
  parameters: Record<string, string>;
}

/**
 * A relying party in plain node, without a library to be lenient for it. Its callback answers with a redirect to a
 * third origin, as apps do that sign people in on one host and live on another.
 */
export class PlainApp {
  readonly callback: string;
  readonly arrivals: Arrival[] = [];
  readonly destination: string;
  private verifier = '';

  private constructor(
    private readonly site: Site,
    third: Site,
  ) {
    this.callback = `${site.url}/callback`;
    this.destination = `${third.url}/home`;
  }

  static async start(site: Site, third: Site): Promise<PlainApp> {
    const app = new PlainApp(site, third);
    await listen(site, (request, response) => app.answer(request, response));
    await listen(third, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Home</title><h1>Home</h1>');
    });
    return app;
  }

  /** Where a link in the app leads: a new authorization request, with these parameters besides the usual. */
  authorizationUrl(registration: Registration, parameters: Record<string, string> = {}): string {
    return `${registration.issuer}/authorize?${this.request(registration, parameters)}`;
  }

  /** The same request as a page whose form posts itself, from this other site. */
  postingUrl(registration: Registration, parameters: Record<string, string> = {}): string {
    const request = this.request(registration, parameters);
    return `${this.site.url}/posts?action=${encodeURIComponent(`${registration.issuer}/authorize`)}&${request}`;
  }

  /** The newest arrival at the callback, once the browser has come through to the third origin. */
  async arrival(page: Page): Promise<Arrival> {
    await page.waitForURL(this.destination);
    const arrival = this.arrivals.at(-1);
    if (arrival === undefined) throw new Error('Nothing came to the callback');
    return arrival;
  }

  async redeem(registration: Registration, code: string): Promise<Record<string, unknown>> {
    const answer = await fetch(`${registration.issuer}/api/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: this.callback,
        code_verifier: this.verifier,
        client_id: registration.clientId,
        client_secret: registration.clientSecret,
      }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }

  private request(registration: Registration, parameters: Record<string, string>): URLSearchParams {
    this.verifier = randomBytes(32).toString('base64url');
    return new URLSearchParams({
      response_type: 'code',
      client_id: registration.clientId,
      redirect_uri: this.callback,
      scope: 'openid profile email',
      state: randomBytes(8).toString('base64url'),
      nonce: randomBytes(8).toString('base64url'),
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.site.url);
    if (url.pathname === '/posts') {
      const action = url.searchParams.get('action') ?? '';
      url.searchParams.delete('action');
      const fields = [...url.searchParams].map(([name, value]) => `<input name="${name}" value="${value}">`).join('');
      const form = `<form method="post" action="${action}">${fields}<button>Continue</button></form>`;
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>The app</title>${form}`);
    } else if (url.pathname === '/callback') {
      const sent = request.method === 'POST' ? new URLSearchParams(await body(request)) : url.searchParams;
      this.arrivals.push({ method: request.method ?? '', parameters: Object.fromEntries(sent) });
      response.writeHead(303, { location: this.destination }).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>App</title><h1>The app</h1>');
    }
  }
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function listen(
  site: Site,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<void> {
  const server = createServer((request, response) => void answer(request, response));
  site.serves(server);
  return new Promise((resolve) => server.listen(site.port, '127.0.0.1', resolve));
}
