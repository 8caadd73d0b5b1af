import type { Invitations } from '$api';
import { call } from '$lib/api/call.ts';
import { list } from '$lib/api/list.ts';
import { contains } from '$lib/i18n/format.ts';
import { boot } from '$lib/boot.ts';

/** A sign-up token, as the API calls it. */
export type Invitation = Invitations;

export interface InvitationForm {
  /** In seconds. */
  ttl: number;
  usageLimit: number;
  userGroupIds: string[];
}

export const createInvitation = (form: InvitationForm) => call('POST /api/signup-tokens', { body: form });

export const deleteInvitation = (id: string) => call('DELETE /api/signup-tokens/{id}', { path: { id } });

/** All that have not expired: there are a handful. The newest comes first. */
export async function getInvitations(): Promise<Invitation[]> {
  const invitations: Invitation[] = [];
  for (let page = 1; ; page++) {
    const sort = { column: 'createdAt', descending: true };
    const found = await list('GET /api/signup-tokens', { page, limit: 100, sort });
    invitations.push(...found.data);
    if (page >= found.pagination.totalPages) return invitations;
  }
}

/** Whether a text is part of an invitation's token or of what its groups are called. */
export const findsInvitation = ({ token, userGroups }: Invitation, text: string) =>
  contains([token, ...userGroups.flatMap(({ name, friendlyName }) => [name, friendlyName])], text);

export const linkOf = (invitation: Invitation) => `${boot.appUrl}/st/${invitation.token}`;

export const isUsedUp = (invitation: Invitation) => invitation.usageCount >= invitation.usageLimit;

/** Enough of it to tell two apart, and too little to use. */
export const shortly = (token: string) => `${token.slice(0, 3)}…${token.slice(-4)}`;
