import { call } from '$lib/api/call.ts';
import { list } from '$lib/api/list.ts';

const newestFirst = { sort: { column: 'lastUsedAt', descending: true }, limit: 100 };

export const getUsableApps = () =>
  list('GET /api/oidc/users/me/clients', { ...newestFirst, filters: { hasLaunchURL: 'true' } });

export const getAllowedApps = (page: number) =>
  list('GET /api/oidc/users/me/authorized-clients', { ...newestFirst, page });

export const revokeApp = (clientId: string) =>
  call('DELETE /api/oidc/users/me/authorized-clients/{clientId}', { path: { clientId } });
