/** The JSON of the management API: one type per shape that the server answers with. */
export interface Page<T> {
  data: T[];
  pagination: { totalPages: number; totalItems: number; currentPage: number; itemsPerPage: number };
}

export interface CustomClaim {
  key: string;
  value: string;
}

export interface User {
  id: string;
  username: string;
  email: string | null;
  emailVerified: boolean;
  firstName: string;
  lastName: string;
  displayName: string;
  isAdmin: boolean;
  locale: string | null;
  userGroups: Group[];
  customClaims: CustomClaim[];
  disabled: boolean;
  /** Their own picture, with its version. */
  pictureUrl: string | null;
}

export interface Group {
  id: string;
  friendlyName: string;
  name: string;
  userCount: number;
  createdAt: string;
}

export interface GroupDetail {
  id: string;
  friendlyName: string;
  name: string;
  createdAt: string;
  customClaims: CustomClaim[];
  users: User[];
  allowedOidcClients: ClientSummary[];
}

export interface ClientSummary {
  id: string;
  name: string;
  description: string;
  launchURL: string | null;
  /** Where its logos are, with their versions. */
  logo: string | null;
  darkLogo: string | null;
}

export interface ClientSecret {
  id: string;
  prefix: string;
  createdAt: string;
  expiresAt: string | null;
  isActive: boolean;
}

export type IdTokenClaims = 'scopes' | 'minimal';

export interface Client extends ClientSummary {
  callbackURLs: string[];
  logoutCallbackURLs: string[];
  isPublic: boolean;
  pkceEnabled: boolean;
  pkceSupported?: boolean;
  requiresReauthentication: boolean;
  skipConsent: boolean;
  isGroupRestricted: boolean;
  idTokenClaims: IdTokenClaims;
  accessTokenDurationMinutes: number;
  refreshTokenDurationMinutes: number;
  credentials: { secrets: ClientSecret[] };
}

export interface ClientDetail extends Client {
  allowedUserGroups: Group[];
}

export interface ClientRow extends Client {
  allowedUserGroupsCount: number;
}

export interface UsableClient extends ClientSummary {
  lastUsedAt: string | null;
}

export interface AuthorizedClient {
  /** A JSON array in a string. */
  scope: string;
  client: ClientSummary;
  lastUsedAt: string;
  offlineAccess: boolean;
}

export interface Passkey {
  id: string;
  name: string;
  transport: string[];
  backupEligible: boolean;
  backupState: boolean;
  createdAt: string;
  authenticatorName: string | null;
  /** A maker's name, or a kind of authenticator. */
  icon: string;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
  counterWarning: boolean;
  usedForThisSession: boolean;
}

export interface ApiKey {
  id: string;
  name: string;
  description: string | null;
  expiresAt: string;
  lastUsedAt: string | null;
  createdAt: string;
  /** Everything that its owner may, if there are none. */
  scopes: string[];
  /** Anywhere, if there are none. */
  addressRanges: string[];
  okAfterDelete: boolean;
  mailLoginCode: boolean;
  lastUsedIp: string | null;
}

/** A sign-up token, as the API calls it. */
export interface Invitation {
  id: string;
  token: string;
  expiresAt: string;
  usageLimit: number;
  usageCount: number;
  userGroups: Group[];
  createdAt: string;
}

export interface Session {
  id: string;
  current: boolean;
  device: 'phone' | 'tablet' | 'computer' | '';
  /** Empty where the browser does not say. */
  browser: string;
  os: string;
  ipAddress: string;
  sameNetwork: boolean;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  method: 'passkey' | 'code' | 'remote' | 'setup';
}
