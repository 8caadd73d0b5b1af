import { expect, type APIResponse } from '@playwright/test';
import { type Registration, type Site } from './relying-party.ts';
import type { Visitor } from './visitor.ts';

export interface Person {
  id: string;
  username: string;
  displayName: string;
  email: string;
}

export interface App extends Registration {
  name: string;
}

/** What a journey needs to be there before it starts, made through the REST API by the administrator's browser. */
export class Directory {
  private made = 0;

  constructor(private readonly admin: Visitor) {}

  /** The first administrator, signed in here, with a passkey. */
  async setUp(): Promise<Person> {
    const answer = await this.post('/api/signup/setup', {
      username: 'admin',
      firstName: 'Ada',
      lastName: 'Admin',
      email: 'ada@example.com',
    });
    await createPasskey(this.admin);
    return (await answer.json()) as Person;
  }

  async person(name: string, groups: string[] = []): Promise<Person> {
    const username = `${name.toLowerCase()}${++this.made}`;
    const answer = await this.post('/api/users', {
      username,
      firstName: name,
      lastName: 'Example',
      displayName: `${name} Example`,
      email: `${username}@example.com`,
      emailVerified: true,
      isAdmin: false,
      disabled: false,
      userGroupIds: groups,
    });
    return (await answer.json()) as Person;
  }

  async group(name: string): Promise<string> {
    const unique = `${name}_${++this.made}`;
    const answer = await this.post('/api/user-groups', { friendlyName: unique, name: unique });
    return ((await answer.json()) as { id: string }).id;
  }

  async joins(person: Person, groups: string[]): Promise<void> {
    await this.send('PUT', `/api/users/${person.id}/user-groups`, { userGroupIds: groups });
  }

  async disable(person: Person): Promise<void> {
    await this.send('PUT', `/api/users/${person.id}`, { ...person, disabled: true });
  }

  async loginCode(person: Person): Promise<string> {
    const answer = await this.post(`/api/users/${person.id}/one-time-access-token`, { ttl: '1h' });
    return ((await answer.json()) as { token: string }).token;
  }

  async mailLoginCode(person: Person): Promise<void> {
    await this.post(`/api/users/${person.id}/one-time-access-email`, { ttl: '1h' });
  }

  /** An app that everybody may sign in to, unless groups are named. */
  async app(name: string, callbacks: string[], choices: Record<string, unknown> = {}, groups?: string[]): Promise<App> {
    const unique = `${name} ${++this.made}`;
    const made = await this.post('/api/oidc/clients', {
      name: unique,
      callbackURLs: callbacks,
      logoutCallbackURLs: [],
      isPublic: false,
      pkceEnabled: false,
      isGroupRestricted: groups !== undefined,
      ...choices,
    });
    const { id } = (await made.json()) as { id: string };
    if (groups !== undefined)
      await this.send('PUT', `/api/oidc/clients/${id}/allowed-user-groups`, { userGroupIds: groups });
    const secret =
      choices['isPublic'] === true
        ? ''
        : ((await (await this.post(`/api/oidc/clients/${id}/secrets`, {})).json()) as { secret: string }).secret;
    return { name: unique, issuer: this.admin.house.url, clientId: id, clientSecret: secret };
  }

  /** The same for a relying party with its usual addresses. */
  appAt(site: Site, name: string, callback: string, signedOut: string): Promise<App> {
    return this.app(name, [site.url + callback], { logoutCallbackURLs: [site.url + signedOut] });
  }

  async apiKey(name: string): Promise<string> {
    const expiresAt = new Date(Date.now() + 86_400_000);
    const answer = await this.post('/api/api-keys', { name, expiresAt, scopes: ['users:read'] });
    return ((await answer.json()) as { token: string }).token;
  }

  /** @returns what whoever is invited shows */
  async invitation(groups: string[] = []): Promise<string> {
    const answer = await this.post('/api/signup-tokens', { ttl: '24h', usageLimit: 1, userGroupIds: groups });
    return ((await answer.json()) as { token: string }).token;
  }

  /** Changes some settings of the house, and leaves the others as they are. */
  async settings(changes: Record<string, string>): Promise<void> {
    const answer = await callApi(this.admin, 'GET', '/api/application-configuration/all');
    const known = (await (await expectOk(answer)).json()) as { key: string; value: string }[];
    const values = Object.fromEntries(known.map(({ key, value }) => [key, value]));
    await this.send('PUT', '/api/application-configuration', { ...values, ...changes });
  }

  private post(path: string, body: unknown): Promise<APIResponse> {
    return this.send('POST', path, body);
  }

  private async send(method: string, path: string, data: unknown): Promise<APIResponse> {
    return expectOk(await callApi(this.admin, method, path, data));
  }
}

/** Signs a person in with a code, without any page. */
export async function signInByCode(visitor: Visitor, code: string): Promise<void> {
  await expectOk(await callApi(visitor, 'POST', `/api/one-time-access-token/${code}`));
}

/** Signs a person in with a code and gives the authenticator of this browser a passkey, without any page. */
export async function moveIn(visitor: Visitor, code: string): Promise<void> {
  await signInByCode(visitor, code);
  await createPasskey(visitor);
}

/** Forgets the session, and keeps the passkey. */
export async function signOutQuietly(visitor: Visitor): Promise<void> {
  await expectOk(await callApi(visitor, 'POST', '/api/webauthn/logout'));
}

async function createPasskey(visitor: Visitor): Promise<void> {
  const options: unknown = await (await expectOk(await callApi(visitor, 'GET', '/api/webauthn/register/start'))).json();
  // A document of the same origin without scripts of its own, which might be asking for a passkey already.
  await visitor.goto('/.well-known/openid-configuration');
  const credential = await visitor.page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as PublicKeyCredentialCreationOptionsJSON);
    return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON() as unknown;
  }, options);
  await expectOk(await callApi(visitor, 'POST', '/api/webauthn/register/finish', credential));
}

export function callApi(visitor: Visitor, method: string, path: string, data?: unknown): Promise<APIResponse> {
  return visitor.context.request.fetch(visitor.house.url + path, {
    method,
    headers: { origin: visitor.house.url },
    ...(data === undefined ? {} : { data }),
  });
}

async function expectOk(response: APIResponse): Promise<APIResponse> {
  expect(response.ok(), `${response.url()}: ${response.status()} ${await response.text()}`).toBe(true);
  return response;
}
