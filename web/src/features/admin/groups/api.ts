import type { CustomClaim } from '$api';
import { call, exchange } from '$lib/api/call.ts';

export interface GroupForm {
  friendlyName: string;
  name: string;
}

/** Without its members, of whom there may be thousands. */
export const getGroup = (id: string) => exchange('GET /api/user-groups/{id}/details', { path: { id } });

export const createGroup = (form: GroupForm) => call('POST /api/user-groups', { body: form });

export const saveGroup = (id: string, form: GroupForm, basedOn: string) =>
  call('PUT /api/user-groups/{id}/details', { path: { id }, body: form, basedOn });

export const deleteGroup = (id: string) => call('DELETE /api/user-groups/{id}', { path: { id } });

export const MEMBERS_ON_A_PAGE = 20;

export const getMembers = (id: string, search: string, page: number) =>
  call('GET /api/user-groups/{id}/members', {
    path: { id },
    query: {
      search,
      'pagination[page]': page,
      'pagination[limit]': MEMBERS_ON_A_PAGE,
      'sort[column]': 'displayName',
      'sort[direction]': 'asc',
    },
  });

export const addMember = (id: string, userId: string) =>
  call('POST /api/user-groups/{id}/members', { path: { id }, body: { userIds: [userId] } });

export const removeMember = (id: string, userId: string) =>
  call('DELETE /api/user-groups/{id}/members/{userId}', { path: { id, userId } });

export const setApps = (id: string, oidcClientIds: string[], basedOn: string) =>
  call('PUT /api/user-groups/{id}/allowed-oidc-clients', { path: { id }, body: { oidcClientIds }, basedOn });

export const setClaims = (userGroupId: string, claims: CustomClaim[], basedOn: string) =>
  call('PUT /api/custom-claims/user-group/{userGroupId}', { path: { userGroupId }, body: claims, basedOn });

/** The name that apps see, made from the one that people see. */
export const claimName = (friendlyName: string) =>
  friendlyName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
