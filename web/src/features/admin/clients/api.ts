import { call, upload } from '$lib/api/call.ts';
import { idInPath } from '$lib/api/list.ts';
import type { Client, ClientDetail, ClientSecret, IdTokenClaims, Page } from '$lib/api/types.ts';

export interface ClientForm {
  name: string;
  description: string;
  launchURL: string;
  callbackURLs: string[];
  logoutCallbackURLs: string[];
  isPublic: boolean;
  pkceEnabled: boolean;
  requiresReauthentication: boolean;
  skipConsent: boolean;
  idTokenClaims: IdTokenClaims;
  accessTokenDurationMinutes: number;
  refreshTokenDurationMinutes: number;
}

export const newClient: ClientForm = {
  name: '',
  description: '',
  launchURL: '',
  callbackURLs: [''],
  logoutCallbackURLs: [],
  isPublic: false,
  pkceEnabled: false,
  requiresReauthentication: false,
  skipConsent: false,
  idTokenClaims: 'scopes',
  accessTokenDurationMinutes: 60,
  refreshTokenDurationMinutes: 43200,
};

export const formOf = (client: Client): ClientForm => ({
  name: client.name,
  description: client.description,
  launchURL: client.launchURL ?? '',
  callbackURLs: [...client.callbackURLs],
  logoutCallbackURLs: [...client.logoutCallbackURLs],
  isPublic: client.isPublic,
  pkceEnabled: client.pkceEnabled,
  requiresReauthentication: client.requiresReauthentication,
  skipConsent: client.skipConsent,
  idTokenClaims: client.idTokenClaims,
  accessTokenDurationMinutes: client.accessTokenDurationMinutes,
  refreshTokenDurationMinutes: client.refreshTokenDurationMinutes,
});

const written = (addresses: string[]) => addresses.map((address) => address.trim()).filter(Boolean);

/** Takes rows that were left empty away before they are sent, so that complaints count as the rows do. */
export function tidy(form: ClientForm): void {
  form.callbackURLs = written(form.callbackURLs);
  form.logoutCallbackURLs = written(form.logoutCallbackURLs);
}

const bodyOf = (form: ClientForm, isGroupRestricted: boolean) => ({
  ...form,
  launchURL: form.launchURL.trim() || null,
  isGroupRestricted,
});

const pathOf = (id: string) => `/api/oidc/clients/${idInPath(id)}`;

export const getClient = (id: string) => call<ClientDetail>('GET', pathOf(id));

/** A new app is limited to chosen groups, and none is chosen yet. */
export const createClient = (form: ClientForm, id: string) =>
  call<ClientDetail>('POST', '/api/oidc/clients', { ...bodyOf(form, true), ...(id ? { id } : {}) });

export const saveClient = (id: string, form: ClientForm, isGroupRestricted: boolean) =>
  call<ClientDetail>('PUT', pathOf(id), bodyOf(form, isGroupRestricted));

export const deleteClient = (id: string) => call('DELETE', pathOf(id));

export const setAllowedGroups = (id: string, userGroupIds: string[]) =>
  call<Client>('PUT', `${pathOf(id)}/allowed-user-groups`, { userGroupIds });

export const getSecrets = (id: string) => call<ClientSecret[]>('GET', `${pathOf(id)}/secrets`);

export const createSecret = (id: string, expiresAt: string | null) =>
  call<ClientSecret & { secret: string }>('POST', `${pathOf(id)}/secrets`, { expiresAt });

export const deleteSecret = (id: string, secretId: string) => call('DELETE', `${pathOf(id)}/secrets/${secretId}`);

/** What tokens would say about somebody, claim by claim. */
export interface TokenPreview {
  idToken: Record<string, unknown>;
  accessToken: Record<string, unknown>;
  userInfo: Record<string, unknown>;
}

export const getPreview = (id: string, userId: string, scopes: string[]) =>
  call<TokenPreview>('GET', `${pathOf(id)}/preview/${userId}?scopes=${encodeURIComponent(scopes.join(' '))}`);

/** Which pages a logo is for. */
export type Shade = 'light' | 'dark';

const logoPath = (id: string, shade: Shade) =>
  `/api/oidc/clients/${idInPath(id)}/logo?light=${shade === 'light' ? 'true' : 'false'}`;

export const uploadLogo = (id: string, shade: Shade, file: File) =>
  upload('POST', logoPath(id, shade), file, file.name);

export const deleteLogo = (id: string, shade: Shade) => call('DELETE', logoPath(id, shade));

/** What the audit log says of an app. */
export interface AppEntry {
  id: string;
  createdAt: string;
  username: string;
  ipAddress: string;
  data: Record<string, string>;
}

const SIGN_INS = [
  'CLIENT_AUTHORIZATION',
  'NEW_CLIENT_AUTHORIZATION',
  'DEVICE_CODE_AUTHORIZATION',
  'NEW_DEVICE_CODE_AUTHORIZATION',
];

function lastEntries(id: string, events: string[]) {
  const asked = new URLSearchParams({
    'filters[clientID]': id,
    'pagination[limit]': '5',
    'sort[column]': 'createdAt',
    'sort[direction]': 'desc',
  });
  events.forEach((event) => asked.append('filters[event][]', event));
  return call<Page<AppEntry>>('GET', `/api/audit-logs/all?${asked.toString()}`);
}

/** The last requests of an app that were refused, and the last sign-ins to it. */
export async function getLately(id: string): Promise<{ refusals: AppEntry[]; signIns: AppEntry[] }> {
  const [refusals, signIns] = await Promise.all([lastEntries(id, ['CLIENT_REFUSED']), lastEntries(id, SIGN_INS)]);
  return { refusals: refusals.data, signIns: signIns.data };
}
