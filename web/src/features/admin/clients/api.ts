import type { Client } from '$api';
import { asForm, call, exchange, type Answer } from '$lib/api/call.ts';
import { list, type RowOf } from '$lib/api/list.ts';

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
  idTokenClaims: Client['idTokenClaims'];
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

/** Without rows that were left empty, but for the one to begin with where nothing else was written. */
function rowsOf(addresses: string[]): string[] {
  const rows = written(addresses);
  return rows.length === 0 ? addresses.slice(0, 1) : rows;
}

/** Takes rows that were left empty away before they are sent, so that complaints count as the rows do. */
export function tidy(form: ClientForm): void {
  form.callbackURLs = rowsOf(form.callbackURLs);
  form.logoutCallbackURLs = rowsOf(form.logoutCallbackURLs);
}

export const bodyOf = (form: ClientForm, isGroupRestricted: boolean) => ({
  ...form,
  callbackURLs: written(form.callbackURLs),
  logoutCallbackURLs: written(form.logoutCallbackURLs),
  launchURL: form.launchURL.trim() || null,
  isGroupRestricted,
});

export const getClient = (id: string) => exchange('GET /api/oidc/clients/{id}', { path: { id } });

/** A new app is limited to chosen groups, and none is chosen yet. */
export const createClient = (form: ClientForm, id: string) =>
  call('POST /api/oidc/clients', { body: { ...bodyOf(form, true), ...(id ? { id } : {}) } });

export const saveClient = (id: string, form: ClientForm, isGroupRestricted: boolean, basedOn: string) =>
  call('PUT /api/oidc/clients/{id}', { path: { id }, body: bodyOf(form, isGroupRestricted), basedOn });

export const deleteClient = (id: string) => call('DELETE /api/oidc/clients/{id}', { path: { id } });

export const setAllowedGroups = (id: string, userGroupIds: string[], basedOn: string) =>
  call('PUT /api/oidc/clients/{id}/allowed-user-groups', { path: { id }, body: { userGroupIds }, basedOn });

export const getSecrets = (id: string) => call('GET /api/oidc/clients/{id}/secrets', { path: { id } });

/** Only the answer to this has a secret's value. */
export async function createSecret(id: string, expiresAt: string | null): Promise<string> {
  const { secret } = await call('POST /api/oidc/clients/{id}/secrets', { path: { id }, body: { expiresAt } });
  if (secret === undefined) throw new Error('a new secret has a value');
  return secret;
}

export const deleteSecret = (id: string, secretId: string) =>
  call('DELETE /api/oidc/clients/{id}/secrets/{secretId}', { path: { id, secretId } });

/** What tokens would say about somebody, claim by claim. */
export type TokenPreview = Answer<'GET /api/oidc/clients/{id}/preview/{userId}'>;

export const getPreview = (id: string, userId: string, scopes: string[]) =>
  call('GET /api/oidc/clients/{id}/preview/{userId}', { path: { id, userId }, query: { scopes: scopes.join(' ') } });

/** Which pages a logo is for. */
export type Shade = 'light' | 'dark';

const logoOf = (id: string, shade: Shade) => ({
  path: { id },
  query: { light: shade === 'light' ? 'true' : 'false' },
});

export const uploadLogo = (id: string, shade: Shade, file: File) =>
  call('POST /api/oidc/clients/{id}/logo', { ...logoOf(id, shade), body: asForm(file, file.name) });

/** Has the server fetch it from where it is, and keep it. */
export const fetchLogo = (id: string, shade: Shade, url: string) =>
  call('POST /api/oidc/clients/{id}/logo/fetch', { ...logoOf(id, shade), body: { url } });

export const deleteLogo = (id: string, shade: Shade) => call('DELETE /api/oidc/clients/{id}/logo', logoOf(id, shade));

/** What the audit log says of an app. */
export type AppEntry = RowOf<'GET /api/audit-logs/all'>;

const SIGN_INS = [
  'CLIENT_AUTHORIZATION',
  'NEW_CLIENT_AUTHORIZATION',
  'DEVICE_CODE_AUTHORIZATION',
  'NEW_DEVICE_CODE_AUTHORIZATION',
];

const lastEntries = (id: string, event: string[]) =>
  list('GET /api/audit-logs/all', {
    limit: 5,
    sort: { column: 'createdAt', descending: true },
    filters: { clientID: id, event },
  });

/** The last requests of an app that were refused, and the last sign-ins to it. */
export async function getLately(id: string): Promise<{ refusals: AppEntry[]; signIns: AppEntry[] }> {
  const [refusals, signIns] = await Promise.all([lastEntries(id, ['CLIENT_REFUSED']), lastEntries(id, SIGN_INS)]);
  return { refusals: refusals.data, signIns: signIns.data };
}
