/**
 * A recipe: what has to be known to connect one app, as data. One file in `recipes/` per app, named by its id; the form
 * is described in docs/guides/recipes.md and checked by `recipes.test.ts`.
 */
export interface Recipe {
  name: string;
  category: Category;
  /** Where the app's own documentation tells about it. */
  docs: string;
  /** What has to be asked besides the app's address. */
  ask?: Question[];
  client: {
    public?: boolean;
    pkce: boolean;
    callbacks: string[];
    logouts?: string[];
    launch: string;
    /** What the app asks for, which decides what it learns. */
    scopes: string;
  };
  steps: Step[];
  /** Good to know, and the mistake that costs an evening. */
  notes?: string[];
  trap?: string;
}

export const categories = [
  'code',
  'documents',
  'files',
  'home',
  'media',
  'money',
  'monitoring',
  'network',
  'photos',
  'reading',
  'security',
  'servers',
  'talk',
] as const;
export type Category = (typeof categories)[number];

/** A short name of one's own choice, a mail domain, or the id that the app shows in its callback. */
export interface Question {
  id: 'provider' | 'domain' | 'shown';
  /** What stands in the field at first. */
  initial?: string;
}

/** What to do in the app: a sentence, with fields to fill in or text to copy. */
export interface Step {
  text: string;
  fields?: [name: string, value: string][];
  snippet?: { file: string; lines: string[] };
}

export interface Answers {
  /** The app's address, without a slash at its end. */
  app: string;
  provider: string;
  domain: string;
  shown: string;
}

/** What the server and the new app are called. */
export interface Made {
  issuer: string;
  /** The installation's own name, as apps show it on a button. */
  server: string;
  id: string;
  secret: string;
}

export const PLACEHOLDER = /\{([a-z]+)\}/g;

export function valuesOf(answers: Answers, made: Made): Record<string, string> {
  const { issuer } = made;
  return {
    app: answers.app,
    host: hostOf(answers.app),
    provider: answers.provider,
    domain: answers.domain,
    shown: answers.shown,
    appwithport: withPort(answers.app),
    issuer,
    idhost: hostOf(issuer),
    discovery: `${issuer}/.well-known/openid-configuration`,
    authorize: `${issuer}/authorize`,
    token: `${issuer}/api/oidc/token`,
    userinfo: `${issuer}/api/oidc/userinfo`,
    jwks: `${issuer}/.well-known/jwks.json`,
    logout: `${issuer}/api/oidc/end-session`,
    server: made.server.replace(/[^\p{L}\p{N} ._-]/gu, '').trim() || 'SSO',
    id: made.id,
    secret: made.secret,
  };
}

const hostOf = (address: string) => /^[a-z]+:\/\/([^/?#]*)/i.exec(address)?.[1] ?? address;

/** The address with its port written out, as apps do that know no default. */
const withPort = (app: string) =>
  app.replace(
    /^(https?):\/\/([^/:]+)(?=\/|$)/i,
    (whole, scheme: string) => whole + (scheme === 'http' ? ':80' : ':443'),
  );

/** Puts values where their names stand in braces; what is no name of ours stays as it is. */
export const fill = (text: string, values: Record<string, string>) =>
  text.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);

/** The recipe with everything filled in. */
export function render(recipe: Recipe, answers: Answers, made: Made): Recipe {
  const values = valuesOf(answers, made);
  const each = (texts: string[]) => texts.map((text) => fill(text, values));
  const { client } = recipe;
  return {
    ...recipe,
    client: {
      ...client,
      callbacks: each(client.callbacks),
      logouts: each(client.logouts ?? []),
      launch: fill(client.launch, values),
    },
    steps: recipe.steps.map((step) => ({
      text: fill(step.text, values),
      ...(step.fields && { fields: step.fields.map(([name, value]) => [name, fill(value, values)]) }),
      ...(step.snippet && { snippet: { file: step.snippet.file, lines: each(step.snippet.lines) } }),
    })) as Step[],
    notes: each(recipe.notes ?? []),
    ...(recipe.trap !== undefined && { trap: fill(recipe.trap, values) }),
  };
}

/** The address as recipes expect it, or null: a path may belong to it, a question mark or fragment may not. */
export function appAddress(text: string): string | null {
  const typed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!typed || !url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    return null;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** The mail domain that goes with an app's address, most often. */
export const domainOf = (app: string) =>
  hostOf(app)
    .replace(/:\d+$/, '')
    .replace(/^[^.]+\.(?=[^.]+\.)/, '');

/** A name that fits into an address, and a domain: anything else would come out of an address or a command crooked. */
export const fits: Record<Question['id'], RegExp> = {
  provider: /^[A-Za-z0-9_-]{1,40}$/,
  shown: /^[A-Za-z0-9_-]{1,40}$/,
  domain: /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i,
};
