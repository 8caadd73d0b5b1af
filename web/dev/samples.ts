import type {
  ApiKey,
  AuthorizedClient,
  ClientDetail,
  ClientSecret,
  CustomClaim,
  Group,
  GroupDetail,
  Invitation,
  Page,
  Passkey,
  Session,
  UsableClient,
  User,
} from '../src/lib/api/types.ts';

/** A house full of people, groups and apps, kept in memory: enough of the API to work on the pages with. */
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const DAY = 1440;

const group = (id: string, friendlyName: string, name: string): Group => ({
  id,
  friendlyName,
  name,
  userCount: 0,
  createdAt: ago(90 * DAY),
});
const SAMPLE_PICTURE =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><rect width='8' height='8' fill='teal'/><circle cx='4' cy='4' r='2' fill='gold'/></svg>";
const groups = [
  group('g1', 'Family', 'family'),
  group('g2', 'Home lab', 'homelab'),
  group('g3', 'Developers of the neighbourhood association’s website', 'developers'),
];

const person = (id: string, first: string, last: string, groupIds: string[], change: Partial<User> = {}): User => ({
  id,
  username: first.toLowerCase(),
  email: `${first}.${last}@example.com`.toLowerCase(),
  emailVerified: true,
  firstName: first,
  lastName: last,
  displayName: `${first} ${last}`,
  isAdmin: false,
  locale: null,
  userGroups: groups.filter(({ id }) => groupIds.includes(id)),
  customClaims: [],
  disabled: false,
  pictureUrl: null,
  ...change,
});
let people = [
  person('u1', 'Anna', 'Bergström', ['g1', 'g2'], { isAdmin: true, locale: 'sv', email: 'anna@example.com' }),
  person('u2', 'Bo', 'Lindqvist', ['g1']),
  person('u3', 'Chidinma', 'Okonkwo-Featherstonehaugh', ['g3'], { emailVerified: false }),
  person('u4', 'Dai', 'Nakamura', ['g3'], { email: null }),
  person('u5', 'Elif', 'Yıldız', [], { disabled: true }),
  ...Array.from({ length: 40 }, (_, n) => person(`p${String(n)}`, `Person${String(n)}`, 'Example', [])),
];
const me = () => people[0] as User;

let passkeys: Passkey[] = [
  {
    id: 'k1',
    name: 'iCloud Keychain Passkey',
    transport: ['internal', 'hybrid'],
    backupEligible: true,
    backupState: true,
    createdAt: ago(200 * DAY),
    authenticatorName: 'iCloud Keychain',
    icon: 'apple',
    lastUsedAt: ago(3),
    lastUsedFrom: 'Firefox · Linux · 192.0.2.7',
    counterWarning: false,
    usedForThisSession: true,
  },
  {
    id: 'k2',
    name: 'Blue key on the shelf',
    transport: ['usb', 'nfc'],
    backupEligible: false,
    backupState: false,
    createdAt: ago(120 * DAY),
    authenticatorName: 'YubiKey 5 Series with NFC',
    icon: 'yubikey',
    lastUsedAt: ago(40 * DAY),
    lastUsedFrom: null,
    counterWarning: true,
    usedForThisSession: false,
  },
  {
    id: 'k3',
    name: 'Windows Hello',
    transport: ['internal'],
    backupEligible: false,
    backupState: false,
    createdAt: ago(2 * DAY),
    authenticatorName: null,
    icon: 'windows',
    lastUsedAt: null,
    lastUsedFrom: null,
    counterWarning: false,
    usedForThisSession: false,
  },
];

const session = (id: string, browser: string, os: string, minutes: number, change: Partial<Session> = {}): Session => ({
  id,
  current: false,
  device: os === 'iOS' ? 'phone' : 'computer',
  browser,
  os,
  ipAddress: '192.0.2.7',
  sameNetwork: true,
  createdAt: ago(minutes + 6 * DAY),
  lastUsedAt: ago(minutes),
  expiresAt: ago(-DAY),
  method: 'passkey',
  ...change,
});
let sessions = [
  session('s1', 'Firefox', 'Linux', 0, { current: true }),
  session('s2', 'Safari', 'iOS', 190),
  session('s3', 'Chrome', 'Windows', 5 * DAY, {
    ipAddress: '2001:db8:85a3::8a2e:370:7334',
    sameNetwork: false,
    method: 'code',
  }),
];

const client = (id: string, name: string, change: Partial<ClientDetail> = {}): ClientDetail => ({
  id,
  name,
  description: '',
  launchURL: `https://${name.toLowerCase().replace(/\W+/g, '-')}.example.com`,
  callbackURLs: [`https://${name.toLowerCase().replace(/\W+/g, '-')}.example.com/oauth/callback`],
  logoutCallbackURLs: [],
  isPublic: false,
  pkceEnabled: true,
  requiresReauthentication: false,
  skipConsent: false,
  logo: null,
  darkLogo: null,
  isGroupRestricted: true,
  idTokenClaims: 'scopes',
  accessTokenDurationMinutes: 60,
  refreshTokenDurationMinutes: 43200,
  credentials: { secrets: [] },
  allowedUserGroups: groups.slice(0, 2),
  ...change,
});
let clients = [
  client('5a1c7f0e-33b2-4c6b-9d1e-8f27b2f6c1aa', 'Grafana', { allowedUserGroups: [] }),
  client('forgejo', 'Forgejo', { logo: SAMPLE_PICTURE, isGroupRestricted: false, allowedUserGroups: [] }),
  client('opengist', 'OpenGist', {
    callbackURLs: ['http://opengist.example.com/oauth/openid-connect/callback', 'https://*.example.com/callback'],
    pkceEnabled: false,
    pkceSupported: true,
  }),
  client('netbird', 'NetBird', { isPublic: true, launchURL: null }),
];
let secrets: ClientSecret[] = [
  { id: 'c1', prefix: 'Kp2x', createdAt: ago(18 * DAY), expiresAt: null, isActive: true },
  { id: 'c2', prefix: 'a9Qf', createdAt: ago(400 * DAY), expiresAt: ago(35 * DAY), isActive: false },
];
let allowed: AuthorizedClient[] = clients.slice(0, 3).map((entry, n) => ({
  scope: JSON.stringify([['openid'], ['openid', 'profile', 'email'], ['openid', 'profile', 'email', 'groups']][n]),
  client: entry,
  lastUsedAt: ago(60 * 5 ** n),
  offlineAccess: n === 1,
}));

function page<T>(all: T[], url: URL): Page<T> {
  const limit = Number(url.searchParams.get('pagination[limit]') ?? 20);
  const totalPages = Math.max(1, Math.ceil(all.length / limit));
  const currentPage = Math.min(totalPages, Number(url.searchParams.get('pagination[page]') ?? 1));
  const column = url.searchParams.get('sort[column]') as keyof T | null;
  const sorted = column ? all.toSorted((a, b) => String(a[column]).localeCompare(String(b[column]))) : all;
  if (url.searchParams.get('sort[direction]') === 'desc') sorted.reverse();
  return {
    data: sorted.slice((currentPage - 1) * limit, currentPage * limit),
    pagination: { totalPages, totalItems: all.length, currentPage, itemsPerPage: limit },
  };
}

const found = (text: string, url: URL) =>
  text.toLowerCase().includes((url.searchParams.get('search') ?? '').toLowerCase());
const filtered = (url: URL, name: string, value: boolean) =>
  !url.searchParams.has(`filters[${name}][0]`) || url.searchParams.get(`filters[${name}][0]`) === String(value);
const usersOf = (id: string) => people.filter((user) => user.userGroups.some((entry) => entry.id === id));
const claimsOf: Record<string, CustomClaim[]> = { g2: [{ key: 'quota', value: '20' }] };
const detail = (entry: Group): GroupDetail => ({
  ...entry,
  customClaims: claimsOf[entry.id] ?? [],
  users: usersOf(entry.id),
  allowedOidcClients: clients.filter((one) => one.allowedUserGroups.some(({ id }) => id === entry.id)),
});

const apiKey = (id: string, name: string, scopes: string[], change: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name,
  description: null,
  expiresAt: ago(-30 * DAY),
  lastUsedAt: ago(7),
  createdAt: ago(60 * DAY),
  scopes,
  addressRanges: [],
  okAfterDelete: false,
  mailLoginCode: false,
  lastUsedIp: '192.0.2.7',
  ...change,
});
let apiKeys = [
  apiKey('k1', 'NetBird', ['users:read', 'users:write'], { addressRanges: ['192.0.2.0/24'], okAfterDelete: true }),
  apiKey('k2', 'Nightly backup', [], { description: 'Copies people and groups' }),
  apiKey('k3', 'Old script', ['groups:read'], { expiresAt: ago(5 * DAY), lastUsedAt: null, lastUsedIp: null }),
];

const invitation = (id: string, token: string, change: Partial<Invitation> = {}): Invitation => ({
  id,
  token,
  expiresAt: ago(-6 * DAY),
  usageLimit: 1,
  usageCount: 0,
  userGroups: [],
  createdAt: ago(DAY),
  ...change,
});
let invitations = [
  invitation('i1', 'aB3dE6gH9jK2mN5p'),
  invitation('i2', 'Zk3v0Qw8RtY5uIo2', { usageLimit: 20, usageCount: 7, userGroups: groups }),
  invitation('i3', 'PaS7dFg9HjK1lXc4', { usageCount: 1 }),
];

let settings: Record<string, string> = {
  appName: 'Example House',
  sessionDuration: '60',
  homePageUrl: '/settings/account',
  accentColor: 'default',
  disableAnimations: 'false',
  allowOwnAccountEdit: 'true',
  allowUserSignups: 'withToken',
  requireUserEmail: 'true',
  emailsVerified: 'false',
  signupDefaultUserGroupIDs: '["g1"]',
  signupDefaultCustomClaims: '[]',
  webauthnAuthenticatorAttachment: 'any',
  webauthnAllowSyncedPasskeys: 'true',
  smtpHost: 'smtp.example.com',
  smtpPort: '',
  smtpFrom: 'id@example.com',
  smtpUser: 'latchkey',
  smtpPassword: 'XXXXXXXXXX',
  smtpTls: 'starttls',
  smtpSkipCertVerify: 'false',
  emailLoginNotificationEnabled: 'true',
  emailOneTimeAccessAsAdminEnabled: 'true',
  emailOneTimeAccessAsUnauthenticatedEnabled: 'false',
  emailVerificationEnabled: 'true',
  emailApiKeyExpirationEnabled: 'true',
};
let mailsWaiting = 3;

export const bootFor = () => ({
  appName: 'Example House',
  appUrl: 'https://id.example.com',
  version: '0.1.0',
  accountEdit: true,
  mailsLoginCodes: true,
  verifiesEmails: true,
  defaultPicture: '',
  user: me(),
});

interface Answer {
  status: number;
  body?: unknown;
}
const ok = (body?: unknown): Answer => (body === undefined ? { status: 204 } : { status: 200, body });
const missing: Answer = { status: 404, body: { error: 'Not found', code: 'not_found', request_id: '01K9Z3M5T7' } };
const wrong = (field: string, code: string, message: string): Answer => ({
  status: 400,
  body: { error: message, code: 'validation_failed', details: { fields: [{ field, code, message }] } },
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
export function answer(method: string, url: URL, body: any): Answer {
  const [, area = '', ...rest] = url.pathname.slice(1).split('/');
  if (area === 'users') return aboutUsers(method, rest, url, body);
  if (area === 'user-groups') return aboutGroups(method, rest, url, body);
  if (area === 'oidc') return aboutClients(method, rest, url, body);
  if (area === 'webauthn') return aboutPasskeys(method, rest, body);
  if (area === 'audit-logs') return aboutAudit(rest, url);
  if (area === 'api-keys') return aboutApiKeys(method, rest, url, body);
  if (area === 'custom-claims') return aboutClaims(rest, body);
  if (area === 'signup-tokens') return aboutInvitations(method, rest, url, body);
  if (area === 'application-configuration') return aboutSettings(method, rest, body);
  if (area === 'mail') return aboutMail(method);
  if (area === 'overview') return aboutOverview();
  return missing;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function aboutUsers(method: string, [id, part, sub]: string[], url: URL, body: any): Answer {
  if (!id && method === 'POST') {
    if (!body.username) return wrong('username', 'required', 'is required');
    people = [...people, person(`n${String(people.length)}`, '', '', [], body)];
    return { status: 201, body: people.at(-1) };
  }
  if (!id)
    return ok(
      page(
        people.filter(
          (user) =>
            found(`${user.displayName} ${user.email ?? ''}`, url) &&
            filtered(url, 'isAdmin', user.isAdmin) &&
            filtered(url, 'disabled', user.disabled),
        ),
        url,
      ),
    );
  if (id === 'bulk') return bulk(body);
  if (id === 'import') return part === 'check' ? checked() : ok({ people: 12, mailed: 12 });
  const user = id === 'me' ? me() : people.find((entry) => entry.id === id);
  if (!user) return missing;
  if (part === 'sessions' && method === 'DELETE') {
    sessions = sessions.filter((entry) => (sub ? entry.id !== sub : entry.current));
    return ok();
  }
  if (part === 'sessions') return ok(id === 'me' || user.isAdmin ? sessions : []);
  if (part === 'webauthn-credentials') return ok(user.isAdmin ? passkeys : []);
  if (part === 'one-time-access-email' || part === 'send-email-verification') return ok();
  if (part === 'one-time-access-token') return { status: 201, body: { token: 'aB3xK9' } };
  if (part === 'profile-picture') {
    user.pictureUrl = method === 'PUT' ? SAMPLE_PICTURE : null;
    return ok();
  }
  if (part === 'user-groups') user.userGroups = groups.filter((entry) => body.userGroupIds.includes(entry.id));
  else if (method === 'PUT' && body.email && !body.email.includes('@'))
    return wrong('email', 'invalid_format', 'must be a valid email address');
  else if (method === 'PUT') Object.assign(user, body);
  else if (method === 'DELETE') people = people.filter((entry) => entry !== user);
  return method === 'DELETE' ? ok() : ok(user);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function bulk({ action, userIds, groupId }: any): Answer {
  const refused = userIds.includes('u1') ? [{ id: 'u1', code: 'own_account', error: 'This is your own account' }] : [];
  const meant = people.filter((user) => user.id !== 'u1' && userIds.includes(user.id));
  const group = groups.find((one) => one.id === groupId);
  const changed = meant.filter((user) => action !== 'disable' || !user.disabled).map((user) => user.id);
  if (action === 'delete') people = people.filter((user) => !meant.includes(user));
  for (const user of meant) {
    if (action === 'disable' || action === 'enable') user.disabled = action === 'disable';
    if (group) user.userGroups = user.userGroups.filter((one) => one !== group);
    if (group && action === 'addToGroup') user.userGroups.push(group);
  }
  return ok({ changed, unchanged: meant.map((user) => user.id).filter((id) => !changed.includes(id)), refused });
}

/** Every other file has mistakes. */
let checks = 0;
function checked(): Answer {
  const first = people.slice(0, 10).map((user, n) => ({
    line: n + 2,
    username: user.username,
    email: user.email ?? '',
    displayName: user.displayName,
    isAdmin: user.isAdmin,
    disabled: user.disabled,
    groups: user.userGroups.map(({ name }) => name),
  }));
  const mistakes = [
    { line: 3, column: 'email', code: 'invalid_format', message: 'must be a valid email address' },
    { line: 7, column: 'userGroups', code: 'unknown_group', message: 'names no group: neighbours' },
    { line: 9, column: 'username', code: 'same_as_line', message: 'is the same as on line 4' },
    { line: 12, column: '', code: 'too_many_cells', message: 'has more cells than there are columns' },
  ];
  const wrong = checks++ % 2 === 0 ? mistakes : [];
  return ok({ people: 12, administrators: 1, mistakes: wrong, mistakeCount: wrong.length, first });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function aboutGroups(method: string, [id, part]: string[], url: URL, body: any): Answer {
  if (!id && method === 'POST') {
    groups.push(group(`g${String(groups.length + 1)}`, body.friendlyName, body.name));
    return { status: 201, body: detail(groups.at(-1) as Group) };
  }
  if (!id)
    return ok(
      page(
        groups
          .filter((entry) => found(entry.friendlyName, url))
          .map((entry) => ({ ...entry, userCount: usersOf(entry.id).length })),
        url,
      ),
    );
  const entry = groups.find((one) => one.id === id);
  if (!entry) return missing;
  if (part === 'users')
    for (const user of people) {
      user.userGroups = user.userGroups.filter((one) => one.id !== id);
      if (body.userIds.includes(user.id)) user.userGroups.push(entry);
    }
  else if (part === 'allowed-oidc-clients')
    for (const one of clients) {
      one.allowedUserGroups = one.allowedUserGroups.filter((chosen) => chosen.id !== id);
      if (body.oidcClientIds.includes(one.id)) one.allowedUserGroups.push(entry);
    }
  else if (method === 'PUT') Object.assign(entry, body);
  else if (method === 'DELETE') groups.splice(groups.indexOf(entry), 1);
  return method === 'DELETE' ? ok() : ok(detail(entry));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function aboutClients(method: string, [area, id, part, sub]: string[], url: URL, body: any): Answer {
  if (area === 'users' && part === 'clients')
    return ok(
      page<UsableClient>(
        clients.filter((one) => one.launchURL).map((one) => ({ ...one, lastUsedAt: null })),
        url,
      ),
    );
  if (area === 'users' && method === 'DELETE') {
    allowed = allowed.filter((entry) => entry.client.id !== sub);
    return ok();
  }
  if (area === 'users') return ok(page(allowed, url));
  if (area === 'sign-in-tests') return tested(body);
  if (!id && method === 'POST') {
    if (!body.name) return wrong('name', 'required', 'is required');
    clients = [...clients, client(body.id ?? crypto.randomUUID(), body.name, { ...body, allowedUserGroups: [] })];
    return { status: 201, body: clients.at(-1) };
  }
  if (!id)
    return ok(
      page(
        clients
          .filter((one) => found(one.name, url) && filtered(url, 'isGroupRestricted', one.isGroupRestricted))
          .map((one) => ({ ...one, allowedUserGroupsCount: one.allowedUserGroups.length })),
        url,
      ),
    );
  const one = clients.find((entry) => entry.id === id);
  if (!one) return missing;
  if (part === 'preview') return preview(one, sub ?? '', url);
  if (part === 'sign-in-tests')
    return { status: 201, body: { url: `/settings/admin/sign-in-test?state=${one.id}&code=sample` } };
  if (part === 'secrets' && method === 'POST') {
    const secret = {
      id: crypto.randomUUID(),
      prefix: 'Zx81',
      createdAt: ago(0),
      expiresAt: body.expiresAt,
      isActive: true,
    };
    secrets = [...secrets, secret];
    return { status: 201, body: { ...secret, secret: 'Zx81qWmTn4Rb7LkVd2YpGs9HcJf6Ea3U' } };
  }
  if (part === 'secrets') secrets = secrets.filter((secret) => method !== 'DELETE' || secret.id !== sub);
  else if (part === 'allowed-user-groups')
    one.allowedUserGroups = groups.filter((entry) => body.userGroupIds.includes(entry.id));
  else if (method === 'PUT') {
    const bad = (body.callbackURLs as string[]).findIndex((address) => !/^[a-z.+-]+:/i.test(address));
    if (bad >= 0) return wrong(`callbackURLs[${String(bad)}]`, 'callback_url_pattern', 'is invalid');
    Object.assign(one, body, body.isGroupRestricted ? {} : { allowedUserGroups: [] });
  } else if (method === 'DELETE') clients = clients.filter((entry) => entry !== one);
  if (method === 'DELETE') return ok();
  return ok(part === 'secrets' ? secrets : one);
}

/** The state of a sample is its app; an error, or a code called `bad`, makes it fail. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function tested(body: any): Answer {
  const one = clients.find((entry) => entry.id === body.state);
  const user = people[0];
  if (!one || !user) return missing;
  const fails = body.error ? 'authorize' : body.code === 'bad' ? 'token' : null;
  return ok({
    clientId: one.id,
    clientName: one.name,
    step: fails ?? 'done',
    reason: fails && (body.error ?? 'invalid_grant'),
    scopes: fails ? [] : ['openid', 'profile', 'email', 'groups'],
    idToken: {},
    userInfo: fails
      ? {}
      : {
          sub: user.id,
          name: user.displayName,
          preferred_username: user.username,
          email: user.email,
          email_verified: false,
          groups: user.userGroups.map(({ name }) => name),
        },
    notes: fails ? [] : ['email_not_verified', 'no_secret'],
  });
}

function preview(one: ClientDetail, userId: string, url: URL): Answer {
  const user = people.find((entry) => entry.id === userId);
  if (!user) return missing;
  if (one.isGroupRestricted && !user.userGroups.some((mine) => one.allowedUserGroups.some(({ id }) => id === mine.id)))
    return { status: 403, body: { error: 'Not allowed', code: 'oidc_access_denied' } };
  const scopes = (url.searchParams.get('scopes') ?? '').split(' ');
  const about = {
    ...(scopes.includes('profile') ? { name: user.displayName, preferred_username: user.username } : {}),
    ...(scopes.includes('email') ? { email: user.email, email_verified: user.emailVerified } : {}),
    ...(scopes.includes('groups') ? { groups: user.userGroups.map(({ name }) => name) } : {}),
  };
  const common = { iss: 'https://id.example.com', sub: user.id, iat: ago(0), exp: ago(-60) };
  return ok({
    idToken: { ...about, ...common, aud: [one.id], auth_time: 1772355600, amr: ['phr', 'pop', 'user', 'mfa'] },
    accessToken: { ...common, aud: [one.id, common.iss], client_id: one.id, scope: scopes.join(' '), scp: scopes },
    userInfo: { ...about, sub: user.id },
  });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function aboutInvitations(method: string, [id]: string[], url: URL, body: any): Answer {
  if (method === 'DELETE') invitations = invitations.filter((one) => one.id !== id);
  if (method !== 'POST') return method === 'DELETE' ? ok() : ok(page(invitations, url));
  if (!(body.usageLimit >= 1 && body.usageLimit <= 100))
    return wrong('usageLimit', 'too_long', 'must be at most 100 characters long');
  const made = invitation(`i${String(invitations.length + 1)}`, 'mN5paB3dE6gH9jK2', {
    usageLimit: body.usageLimit,
    userGroups: groups.filter((one) => body.userGroupIds.includes(one.id)),
  });
  invitations = [made, ...invitations];
  return { status: 201, body: made };
}

function aboutSettings(method: string, [what]: string[], body: Record<string, string>): Answer {
  if (what === 'test-email') {
    const error = 'smtp.example.com did not answer within 10 seconds';
    return { status: 409, body: { error, code: 'mail_not_sent' } };
  }
  if (method === 'PUT') settings = body;
  return ok(Object.entries(settings).map(([key, value]) => ({ key, type: '', value })));
}

function aboutMail(method: string): Answer {
  const tried = mailsWaiting;
  if (method === 'POST') {
    mailsWaiting = 0;
    return ok({ tried });
  }
  const lastError = 'smtp.example.com did not answer within 10 seconds';
  return ok({ waiting: mailsWaiting, givenUp: 1, lastError, lastErrorAt: ago(4) });
}

function aboutOverview(): Answer {
  const thing = (id: string, name: string, about: string | null = null, days: number | null = null) => ({
    id,
    name,
    about,
    at: days === null ? null : ago(-days * 24 * 60),
  });
  return ok({
    version: '0.1.0',
    totals: { people: 12840, groups: 31, apps: 46, signIns: 3120 },
    people: {
      withoutPasskey: { total: 1, first: [thing('p2', 'kim', 'Kim Example')] },
      keysEnding: { total: 1, first: [thing('k1', 'NetBird', 'ada', 3)] },
    },
    apps: {
      withoutPeople: {
        total: 7,
        first: ['Photo App', 'Wiki', 'Grafana', 'Forgejo', 'Paperless'].map((name, n) => thing(`c${String(n)}`, name)),
      },
      secretsEnding: { total: 2, first: [thing('c8', 'Coder', null, -1), thing('c9', 'OpenGist', null, 9)] },
    },
    mail: {
      waiting: mailsWaiting,
      givenUp: 1,
      lastError: mailsWaiting > 0 ? 'smtp.example.com does not answer' : null,
      lastErrorAt: mailsWaiting > 0 ? ago(12) : null,
    },
  });
}

function aboutAudit([list, kind]: string[], url: URL): Answer {
  if (list === 'activity')
    return ok(
      Array.from({ length: 30 }, (_, n) => ({
        day: ago((29 - n) * 24 * 60).slice(0, 10),
        signIns: n % 7 > 4 ? 12 : 80 + ((n * 37) % 60),
        refusals: n === 21 ? 64 : (n * 13) % 9,
      })),
    );
  if (list === 'filters') return ok(kind === 'users' ? { me: 'ada', p2: 'kim' } : ['Photo App', 'Wiki']);
  const entry = (n: number, event: string, data: Record<string, string>, actorUsername = '') => ({
    id: `e${String(n)}`,
    createdAt: ago(n * 97),
    event,
    ipAddress: n % 2 ? '192.168.1.7' : '203.0.113.9',
    country: n % 2 ? 'Internal Network' : '',
    city: n % 2 ? 'LAN' : '',
    device: 'Firefox on Linux',
    userID: 'me',
    username: list === 'all' ? 'ada' : '',
    actorUsername,
    data,
  });
  return ok(
    page(
      [
        entry(1, 'SIGN_IN', {}),
        entry(2, 'NEW_CLIENT_AUTHORIZATION', { clientName: 'Photo App' }),
        entry(3, 'PASSKEY_REMOVED', { passkeyName: 'Old laptop' }, 'kim'),
        entry(4, 'API_KEY_CREATED', { apiKeyName: 'NetBird' }),
        entry(5, 'SIGN_IN_REFUSED', { cause: 'unknown_passkey', times: '31' }),
        entry(6, 'CLIENT_REFUSED', {
          clientName: 'Wiki',
          cause: 'callback_not_registered',
          redirectUri: 'https://wiki.example.com/oidc/callback',
        }),
      ].filter(({ event }) => {
        const asked = url.searchParams.getAll('filters[event][]');
        return asked.length === 0 || asked.includes(event);
      }),
      url,
    ),
  );
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function aboutApiKeys(method: string, [id]: string[], url: URL, body: any): Answer {
  if (method === 'POST' && !id && !body.name) return wrong('name', 'required', 'is required');
  const token = 'Zk3v0Qw8RtY5uIo2PaS7dFg9HjK1lXc4';
  if (method === 'POST') {
    const old = apiKeys.find((key) => key.id === id);
    const made = old ? { ...old, ...body } : apiKey(`k${String(Date.now())}`, body.name, body.scopes, body);
    apiKeys = [made, ...apiKeys.filter((key) => key !== old)];
    return { status: id ? 200 : 201, body: { apiKey: made, token } };
  }
  if (method === 'DELETE') apiKeys = apiKeys.filter((key) => key.id !== id);
  return method === 'DELETE' ? ok() : ok(page(apiKeys, url));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function aboutPasskeys(method: string, [, id]: string[], body: any): Answer {
  const passkey = passkeys.find((entry) => entry.id === id);
  if (method === 'PATCH' && passkey) passkey.name = body.name;
  if (method === 'DELETE') passkeys = passkeys.filter((entry) => entry !== passkey);
  return method === 'DELETE' ? ok() : ok(passkey ?? passkeys);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the page sent
function aboutClaims([kind, id = '']: string[], body: any): Answer {
  if (kind === 'suggestions') return ok(['quota', 'role', 'shell']);
  const claims = body as CustomClaim[];
  const twice = claims.find(({ key }, index) => claims.findIndex((claim) => claim.key === key) !== index);
  if (twice) {
    const field = { field: 'key', code: 'duplicate', message: 'is listed more than once' };
    return {
      status: 400,
      body: { error: 'Already defined', code: 'duplicate_claim', details: { key: twice.key, fields: [field] } },
    };
  }
  const user = people.find((entry) => entry.id === id);
  if (user) user.customClaims = claims;
  else claimsOf[id] = claims;
  return ok(claims);
}
