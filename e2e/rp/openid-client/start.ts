import { createServer, type ServerResponse } from 'node:http';
import * as oidc from 'openid-client';
import type { Registration, Site } from '../../harness/relying-party.ts';

/** One sign-in as the app sees it. */
export interface SignedIn {
  tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers;
  claims: oidc.IDToken;
}

/** A relying party on `openid-client`. Its page says who is signed in; its tokens are in the test's hands. */
export class OpenIdClientApp {
  readonly callback: string;
  readonly signedOut: string;
  /** Parameters added to each authorization request. */
  parameters: Record<string, string> = {};
  last: SignedIn | undefined;

  private constructor(
    readonly site: Site,
    readonly configuration: oidc.Configuration,
  ) {
    this.callback = `${site.url}/callback`;
    this.signedOut = `${site.url}/signed-out`;
  }

  static async start(site: Site, registration: Registration, basic = true): Promise<OpenIdClientApp> {
    const { issuer, clientId, clientSecret } = registration;
    const authentication = basic ? oidc.ClientSecretBasic(clientSecret) : oidc.ClientSecretPost(clientSecret);
    const configuration = await oidc.discovery(new URL(issuer), clientId, undefined, authentication, {
      execute: [oidc.allowInsecureRequests],
    });
    const app = new OpenIdClientApp(site, configuration);
    await app.listen();
    return app;
  }

  private listen(): Promise<void> {
    let expected: { pkceCodeVerifier: string; expectedState: string; expectedNonce: string } | undefined;
    const server = createServer((request, response) => {
      void (async () => {
        const url = new URL(request.url ?? '/', this.site.url);
        if (url.pathname === '/sign-in') {
          expected = {
            pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
            expectedState: oidc.randomState(),
            expectedNonce: oidc.randomNonce(),
          };
          const target = oidc.buildAuthorizationUrl(this.configuration, {
            redirect_uri: this.callback,
            scope: 'openid profile email groups offline_access',
            code_challenge: await oidc.calculatePKCECodeChallenge(expected.pkceCodeVerifier),
            code_challenge_method: 'S256',
            state: expected.expectedState,
            nonce: expected.expectedNonce,
            ...this.parameters,
          });
          redirect(response, target.href);
        } else if (url.pathname === '/callback' && expected !== undefined) {
          const checks = { ...expected, idTokenExpected: true };
          expected = undefined;
          const tokens = await oidc.authorizationCodeGrant(this.configuration, url, checks);
          const claims = tokens.claims();
          if (claims === undefined) throw new Error('no ID token');
          this.last = { tokens, claims };
          redirect(response, `${this.site.url}/`);
        } else if (url.pathname === '/signed-out') {
          page(response, 'Signed out of the app', url.searchParams.get('state') ?? '');
        } else {
          page(
            response,
            'The app',
            this.last === undefined ? 'nobody' : String(this.last.claims['preferred_username']),
          );
        }
      })().catch((error: unknown) => {
        const code = error instanceof oidc.AuthorizationResponseError ? error.error : String(error);
        page(response, 'Refused', code);
      });
    });
    this.site.serves(server);
    return new Promise((resolve) => server.listen(this.site.port, '127.0.0.1', resolve));
  }

  refresh(refreshToken: string): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> {
    return oidc.refreshTokenGrant(this.configuration, refreshToken);
  }

  userInfo(accessToken: string, subject: string): Promise<oidc.UserInfoResponse> {
    return oidc.fetchUserInfo(this.configuration, accessToken, subject);
  }

  introspect(token: string): Promise<oidc.IntrospectionResponse> {
    return oidc.tokenIntrospection(this.configuration, token);
  }

  revoke(token: string): Promise<void> {
    return oidc.tokenRevocation(this.configuration, token);
  }

  signOutUrl(idToken: string, state: string): string {
    return oidc.buildEndSessionUrl(this.configuration, {
      id_token_hint: idToken,
      post_logout_redirect_uri: this.signedOut,
      state,
    }).href;
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

function page(response: ServerResponse, title: string, text: string): void {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p id="who">${safe}</p>`);
}
