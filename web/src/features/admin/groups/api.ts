import { call } from '$lib/api/call.ts';
import type { CustomClaim, GroupDetail } from '$lib/api/types.ts';

export interface GroupForm {
  friendlyName: string;
  name: string;
}

export const getGroup = (id: string) => call<GroupDetail>('GET', `/api/user-groups/${id}`);

export const createGroup = (form: GroupForm) => call<GroupDetail>('POST', '/api/user-groups', form);

export const saveGroup = (id: string, form: GroupForm) => call<GroupDetail>('PUT', `/api/user-groups/${id}`, form);

export const deleteGroup = (id: string) => call('DELETE', `/api/user-groups/${id}`);

export const setMembers = (id: string, userIds: string[]) =>
  call<GroupDetail>('PUT', `/api/user-groups/${id}/users`, { userIds });

export const setApps = (id: string, oidcClientIds: string[]) =>
  call<GroupDetail>('PUT', `/api/user-groups/${id}/allowed-oidc-clients`, { oidcClientIds });

export const setClaims = (id: string, claims: CustomClaim[]) =>
  call<CustomClaim[]>('PUT', `/api/custom-claims/user-group/${id}`, claims);

/** The name that apps see, made from the one that people see. */
export const claimName = (friendlyName: string) =>
  friendlyName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
