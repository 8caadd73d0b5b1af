import { describe, expect, it } from 'vitest';
import { appAddress, categories, domainOf, fits, PLACEHOLDER, render, valuesOf, type Recipe } from './recipe.ts';
import { catalogue, recipeOf, search } from './recipes.ts';

const answers = { app: 'https://app.example.com', provider: 'Pocket', domain: 'example.com', shown: '5f9-id' };
const made = { issuer: 'https://id.example.com', server: 'Latchkey', id: 'the-id', secret: 'the-secret' };
const names = Object.keys(valuesOf(answers, made));

const texts = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
const keysOf = (value: object) => Object.keys(value).sort();
const lines = (recipe: Recipe) => recipe.steps.flatMap((step) => step.snippet?.lines ?? []);

describe.each(catalogue)('$id', ({ id, recipe }) => {
  it('has the form of a recipe', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    const optional = ['ask', 'notes', 'trap'].filter((key) => key in recipe);
    expect(keysOf(recipe)).toEqual(['category', 'client', 'docs', 'name', 'steps', ...optional].sort());
    expect(recipe.name.trim()).toBe(recipe.name);
    expect(recipe.name.length).toBeLessThanOrEqual(50);
    expect(categories).toContain(recipe.category);
    expect(recipe.docs).toMatch(/^https:\/\/[a-z0-9.-]+\/?/);
    for (const text of texts(recipe)) expect(text, 'nothing is empty but lines').not.toMatch(/^\s+$/);
    for (const question of recipe.ask ?? []) {
      expect(Object.keys(fits)).toContain(question.id);
      expect(keysOf(question).filter((key) => !['id', 'initial'].includes(key))).toEqual([]);
      if (question.initial !== undefined) expect(question.initial).toMatch(fits[question.id]);
    }
  });

  it('says what client it needs', () => {
    const { client } = recipe;
    const optional = ['logouts', 'public'].filter((key) => key in client);
    expect(keysOf(client)).toEqual(['callbacks', 'launch', 'pkce', 'scopes', ...optional].sort());
    expect(typeof client.pkce).toBe('boolean');
    if (client.public) expect(client.pkce, 'a public client has PKCE').toBe(true);
    expect(client.callbacks.length).toBeGreaterThan(0);
    for (const address of [...client.callbacks, ...(client.logouts ?? []), client.launch])
      expect(address).not.toContain('*');
    expect(client.scopes.split(' ')).toContain('openid');
    for (const scope of client.scopes.split(' '))
      expect(['openid', 'profile', 'email', 'groups', 'offline_access']).toContain(scope);
  });

  it('has steps of a sentence each, with what belongs to it', () => {
    expect(recipe.steps.length).toBeGreaterThan(0);
    for (const step of recipe.steps) {
      const optional = ['fields', 'snippet'].filter((key) => key in step);
      expect(keysOf(step)).toEqual(['text', ...optional].sort());
      expect(step.text).toMatch(/^[\p{Lu}].*[.]$/u);
      for (const pair of step.fields ?? []) expect(pair).toHaveLength(2);
      if (step.snippet) expect(keysOf(step.snippet)).toEqual(['file', 'lines']);
    }
    for (const note of [...(recipe.notes ?? []), ...(recipe.trap ? [recipe.trap] : [])])
      expect(note).toMatch(/[.]$|[’'a-z]$/);
  });

  it('names only values that exist, and asks for those it needs', () => {
    const used = texts(recipe).flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''));
    for (const name of used) expect(names, name).toContain(name);
    const asked = (recipe.ask ?? []).map((question) => question.id);
    for (const name of Object.keys(fits)) expect(used.includes(name), name).toBe(asked.includes(name as 'domain'));
    expect(used).toContain('id');
    const inCallbacks = recipe.client.callbacks.join(' ');
    for (const name of ['provider', 'shown'])
      if (asked.includes(name as 'provider'))
        expect(inCallbacks, `${name} is part of a callback`).toContain(`{${name}}`);
    expect(used.includes('secret')).toBe(!recipe.client.public);
  });

  it('comes out filled in', () => {
    const shown = render(recipe, answers, made);
    for (const text of texts(shown)) expect(text.replace(/\{\{.*?\}\}/g, '')).not.toMatch(PLACEHOLDER);
    for (const address of shown.client.callbacks) expect(address).toMatch(/^[a-z.]+:\/\//);
    expect(new Set(shown.client.callbacks).size).toBe(shown.client.callbacks.length);
  });
});

/** What the published guides for these apps tell people to set, no line more or less. */
const guides: Record<string, { callbacks: string[]; logouts?: string[]; pkce?: boolean; settings: string[] }> = {
  ...Object.fromEntries(
    ['netbird', 'openzro'].map((id) => [
      id,
      {
        callbacks: ['http://localhost:53000', 'https://app.example.com/auth', 'https://app.example.com/silent-auth'],
        logouts: ['https://app.example.com/'],
        pkce: true,
        settings: [
          'AUTH_OIDC_CONFIGURATION_ENDPOINT="https://id.example.com/.well-known/openid-configuration"',
          'USE_AUTH0=false',
          'AUTH_CLIENT_ID="the-id"',
          'AUTH_SUPPORTED_SCOPES="openid profile email groups"',
          'AUTH_AUDIENCE="the-id"',
          'AUTH_REDIRECT_URI="/auth"',
          'AUTH_SILENT_REDIRECT_URI="/silent-auth"',
          'TOKEN_SOURCE="idToken"',
          'AUTH_DEVICE_AUTH_PROVIDER="none"',
          'AUTH_DEVICE_AUTH_CLIENT_ID="the-id"',
          'AUTH_DEVICE_AUTH_AUDIENCE="the-id"',
          'AUTH_DEVICE_AUTH_SCOPE="openid profile email groups"',
          'AUTH_DEVICE_AUTH_USE_ID_TOKEN=true',
          'MGMT_IDP="pocketid"',
          `IDP_MGMT_CLIENT_ID="${id}"`,
          'IDP_MGMT_EXTRA_MANAGEMENT_ENDPOINT="https://id.example.com"',
          'IDP_MGMT_EXTRA_API_TOKEN="<API_TOKEN>"',
        ].map((line) => `${id.toUpperCase()}_${line}`),
      },
    ]),
  ),
  opengist: {
    callbacks: ['https://app.example.com/oauth/openid-connect/callback'],
    settings: [
      'OG_OIDC_PROVIDER_NAME=Latchkey',
      'OG_OIDC_CLIENT_KEY=the-id',
      'OG_OIDC_SECRET=the-secret',
      'OG_OIDC_DISCOVERY_URL=https://id.example.com/.well-known/openid-configuration',
    ],
  },
  linkding: {
    callbacks: ['https://app.example.com/oidc/callback/'],
    settings: [
      'LD_ENABLE_OIDC=True',
      'OIDC_RP_CLIENT_ID=the-id',
      'OIDC_RP_CLIENT_SECRET=the-secret',
      'OIDC_OP_AUTHORIZATION_ENDPOINT=https://id.example.com/authorize',
      'OIDC_OP_TOKEN_ENDPOINT=https://id.example.com/api/oidc/token',
      'OIDC_OP_USER_ENDPOINT=https://id.example.com/api/oidc/userinfo',
      'OIDC_OP_JWKS_ENDPOINT=https://id.example.com/.well-known/jwks.json',
      'OIDC_USERNAME_CLAIM=preferred_username',
    ],
  },
  coder: {
    callbacks: ['https://app.example.com/api/v2/users/oidc/callback'],
    settings: [
      'CODER_OAUTH2_GITHUB_DEFAULT_PROVIDER_ENABLE=false',
      'CODER_OIDC_ISSUER_URL=https://id.example.com',
      'CODER_OIDC_EMAIL_DOMAIN=example.com',
      'CODER_OIDC_CLIENT_ID=the-id',
      'CODER_OIDC_CLIENT_SECRET=the-secret',
      'CODER_DISABLE_PASSWORD_AUTH=true',
    ],
  },
};

describe('the guides', () => {
  it.each(Object.entries(guides))('%s comes out as its guide has it', (id, guide) => {
    const shown = render(recipeOf(id) as Recipe, answers, made);
    expect(shown.client.callbacks).toEqual(guide.callbacks);
    expect(shown.client.logouts).toEqual(guide.logouts ?? []);
    expect(shown.client.launch).toBe('https://app.example.com');
    if (guide.pkce) expect(shown.client).toMatchObject({ public: true, pkce: true });
    expect(lines(shown).filter((line) => line !== '')).toEqual(guide.settings);
  });

  it('OpenGist without https has the callback of its guide, letter by letter', () => {
    const opengist = render(recipeOf('opengist') as Recipe, { ...answers, app: 'http://opengist.example.com' }, made);
    expect(opengist.client.callbacks).toEqual(['http://opengist.example.com/oauth/openid-connect/callback']);
  });

  it('Forgejo’s form is filled in as its guide has it', () => {
    const { client, steps } = render(recipeOf('forgejo') as Recipe, answers, made);
    expect(client).toMatchObject({
      callbacks: ['https://app.example.com/user/oauth2/Pocket/callback'],
      launch: 'https://app.example.com',
      pkce: true,
    });
    expect(Object.fromEntries(steps[0]?.fields ?? [])).toEqual({
      'Authentication type': 'OAuth2',
      'Authentication name': 'Pocket',
      'OAuth2 provider': 'OpenID Connect',
      'Client ID (Key)': 'the-id',
      'Client Secret': 'the-secret',
      'OpenID Connect Auto Discovery URL': 'https://id.example.com/.well-known/openid-configuration',
      'Skip local 2FA': 'on',
      'Additional scopes': 'openid email profile',
    });
  });
});

describe('the catalogue', () => {
  it('is found by what people type', () => {
    const found = (typed: string) => search(catalogue, typed).map((entry) => entry.id);
    expect(found('paperless ngx')).toEqual(['paperless-ngx']);
    expect(found('WIKIJS')).toEqual(['wiki-js']);
    expect(found('')).toHaveLength(catalogue.length);
    expect(found('no such app')).toEqual([]);
  });

  it('is worth the name', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(40);
    expect(recipeOf('no-such-app')).toBeNull();
  });
});

it.each([
  ['https://git.example.com', 'https://git.example.com'],
  ['https://git.example.com/', 'https://git.example.com'],
  [' git.example.com ', 'https://git.example.com'],
  ['HTTPS://Git.Example.com/sub/', 'https://git.example.com/sub'],
  ['http://192.168.1.2:8080', 'http://192.168.1.2:8080'],
  ['localhost:3000', 'https://localhost:3000'],
  ['', null],
  ['javascript:alert(1)', null],
  ['ftp://files.example.com', null],
  ['https://anna@git.example.com', null],
  ['https://git.example.com/?a=b', null],
  ['https://git.example.com/#a', null],
  ['https://', null],
])('the address %s', (typed, address) => {
  expect(appAddress(typed)).toBe(address);
});

it('writes the port out for apps that do', () => {
  const port = (app: string) => valuesOf({ ...answers, app }, made)['appwithport'];
  expect(port('https://rss.example.com')).toBe('https://rss.example.com:443');
  expect(port('http://rss.example.com/rss')).toBe('http://rss.example.com:80/rss');
  expect(port('https://rss.example.com:8443')).toBe('https://rss.example.com:8443');
});

it.each([
  ['https://coder.example.com', 'example.com'],
  ['https://example.com', 'example.com'],
  ['https://coder.home.example.com:8443/x', 'home.example.com'],
])('the mail domain of %s', (app, domain) => {
  expect(domainOf(app)).toBe(domain);
});

it('a name of the installation breaks nothing that it is put into', () => {
  expect(valuesOf(answers, { ...made, server: 'Anna’s "home": {x}' })['server']).toBe('Annas home x');
  expect(valuesOf(answers, { ...made, server: '"{}"' })['server']).toBe('SSO');
});
