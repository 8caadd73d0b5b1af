import type {
  ApiKey,
  AuthorizedClientsAllowed,
  Client,
  ClientSecret,
  CustomClaim,
  GroupMinimal,
  Invitations,
  Passkey,
  Session,
  User,
} from '$api';

/* A house full of people, groups and apps, kept in memory. */
export const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const DAY = 1440;

export const group = (id: string, friendlyName: string, name: string): GroupMinimal => ({
  id,
  friendlyName,
  name,
  customClaims: [],
  ldapId: null,
  userCount: 0,
  createdAt: ago(90 * DAY),
});
export const SAMPLE_PICTURE =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><rect width='8' height='8' fill='teal'/><circle cx='4' cy='4' r='2' fill='gold'/></svg>";
const groups = [
  group('g1', 'Family', 'family'),
  group('g2', 'Home lab', 'homelab'),
  group('g3', 'Developers of the neighbourhood association’s website', 'developers'),
];

export const person = (
  id: string,
  first: string,
  last: string,
  groupIds: string[],
  change: Partial<User> = {},
): User => ({
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
  ldapId: null,
  disabled: false,
  pictureUrl: null,
  ...change,
});
const people = [
  person('u1', 'Anna', 'Bergström', ['g1', 'g2'], { isAdmin: true, locale: 'sv', email: 'anna@example.com' }),
  person('u2', 'Bo', 'Lindqvist', ['g1']),
  person('u3', 'Chidinma', 'Okonkwo-Featherstonehaugh', ['g3'], { emailVerified: false }),
  person('u4', 'Dai', 'Nakamura', ['g3'], { email: null }),
  person('u5', 'Elif', 'Yıldız', [], { disabled: true }),
  ...Array.from({ length: 40 }, (_, n) => person(`p${String(n)}`, `Person${String(n)}`, 'Example', [])),
];
export const passkeys: Passkey[] = [
  {
    id: 'k1',
    credentialID: 'sample1',
    attestationType: 'none',
    aaguid: '00000000-0000-0000-0000-000000000000',
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
    credentialID: 'sample2',
    attestationType: 'none',
    aaguid: '00000000-0000-0000-0000-000000000000',
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
    credentialID: 'sample3',
    attestationType: 'none',
    aaguid: '00000000-0000-0000-0000-000000000000',
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
  country: 'Germany',
  city: 'Berlin',
  sameNetwork: true,
  createdAt: ago(minutes + 6 * DAY),
  lastUsedAt: ago(minutes),
  expiresAt: ago(-DAY),
  method: 'passkey',
  ...change,
});
const sessions = [
  session('s1', 'Firefox', 'Linux', 0, { current: true }),
  session('s2', 'Safari', 'iOS', 190),
  session('s3', 'Chrome', 'Windows', 5 * DAY, {
    ipAddress: '2001:db8:85a3::8a2e:370:7334',
    country: 'Netherlands',
    city: '',
    sameNetwork: false,
    method: 'code',
  }),
];

export type SampleClient = Client & { allowedUserGroups: GroupMinimal[] };

export const client = (id: string, name: string, change: Partial<SampleClient> = {}): SampleClient => ({
  id,
  name,
  description: '',
  clientType: 'standard',
  hasLogo: false,
  hasDarkLogo: false,
  requiresPushedAuthorizationRequests: false,
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
const clients = [
  client('5a1c7f0e-33b2-4c6b-9d1e-8f27b2f6c1aa', 'Grafana', { allowedUserGroups: [] }),
  client('forgejo', 'Forgejo', { logo: SAMPLE_PICTURE, isGroupRestricted: false, allowedUserGroups: [] }),
  client('opengist', 'OpenGist', {
    callbackURLs: ['http://opengist.example.com/oauth/openid-connect/callback', 'https://*.example.com/callback'],
    pkceEnabled: false,
    pkceSupported: true,
  }),
  client('netbird', 'NetBird', { isPublic: true, launchURL: null }),
];
const secrets: ClientSecret[] = [
  { id: 'c1', prefix: 'Kp2x', createdAt: ago(18 * DAY), expiresAt: null, isActive: true },
  { id: 'c2', prefix: 'a9Qf', createdAt: ago(400 * DAY), expiresAt: ago(35 * DAY), isActive: false },
];
const allowed: AuthorizedClientsAllowed[] = clients.slice(0, 3).map((entry, n) => ({
  scope: JSON.stringify([['openid'], ['openid', 'profile', 'email'], ['openid', 'profile', 'email', 'groups']][n]),
  client: entry,
  lastUsedAt: ago(60 * 5 ** n),
  offlineAccess: n === 1,
}));

export const apiKey = (id: string, name: string, scopes: string[], change: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name,
  description: null,
  expiresAt: ago(-30 * DAY),
  lastUsedAt: ago(7),
  createdAt: ago(60 * DAY),
  scopes,
  addressRanges: [],
  expirationEmailSent: false,
  okAfterDelete: false,
  mailLoginCode: false,
  lastUsedIp: '192.0.2.7',
  ...change,
});
const apiKeys = [
  apiKey('k1', 'NetBird', ['users:read', 'users:write'], { addressRanges: ['192.0.2.0/24'], okAfterDelete: true }),
  apiKey('k2', 'Nightly backup', [], { description: 'Copies people and groups' }),
  apiKey('k3', 'Old script', ['groups:read'], { expiresAt: ago(5 * DAY), lastUsedAt: null, lastUsedIp: null }),
];

export const invitation = (id: string, token: string, change: Partial<Invitations> = {}): Invitations => ({
  id,
  token,
  expiresAt: ago(-6 * DAY),
  usageLimit: 1,
  usageCount: 0,
  userGroups: [],
  createdAt: ago(DAY),
  ...change,
});
const invitations = [
  invitation('i1', 'aB3dE6gH9jK2mN5p'),
  invitation('i2', 'Zk3v0Qw8RtY5uIo2', { usageLimit: 20, usageCount: 7, userGroups: groups }),
  invitation('i3', 'PaS7dFg9HjK1lXc4', { usageCount: 1 }),
];

const settings: Record<string, string> = {
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

const claimsOf: Record<string, CustomClaim[]> = { g2: [{ key: 'quota', value: '20' }] };

/** What the pages change. */
export const house = {
  people,
  groups,
  claimsOf,
  passkeys,
  sessions,
  clients,
  secrets,
  allowed,
  apiKeys,
  invitations,
  settings,
  mailsWaiting: 3,
};

export const me = () => house.people[0] as User;

export const bootFor = () => ({
  appName: 'Example House',
  appUrl: 'https://id.example.com',
  version: '0.1.0',
  accountEdit: true,
  mailsLoginCodes: true,
  requiresEmail: true,
  verifiesEmails: true,
  defaultPicture: '',
  user: me(),
});
