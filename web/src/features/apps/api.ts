import { call } from '$lib/api/call.ts';
import { idInPath, listPath } from '$lib/api/list.ts';
import type { AuthorizedClient, Page, UsableClient } from '$lib/api/types.ts';

const newestFirst = { sort: { column: 'lastUsedAt', descending: true }, limit: 100 };

export const getUsableApps = () =>
  call<Page<UsableClient>>(
    'GET',
    listPath('/api/oidc/users/me/clients', { ...newestFirst, filters: { hasLaunchURL: 'true' } }),
  );

export const getAllowedApps = (page: number) =>
  call<Page<AuthorizedClient>>('GET', listPath('/api/oidc/users/me/authorized-clients', { ...newestFirst, page }));

export const revokeApp = (clientId: string) =>
  call('DELETE', `/api/oidc/users/me/authorized-clients/${idInPath(clientId)}`);
