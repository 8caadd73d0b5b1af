import type { CustomClaim, User } from '$api';
import { asForm, call, exchange } from '$lib/api/call.ts';
import { list } from '$lib/api/list.ts';

export interface PersonForm {
  username: string;
  email: string;
  emailVerified: boolean;
  firstName: string;
  lastName: string;
  displayName: string;
  isAdmin: boolean;
  locale: string;
  disabled: boolean;
}

export const newPerson: PersonForm = {
  username: '',
  email: '',
  emailVerified: false,
  firstName: '',
  lastName: '',
  displayName: '',
  isAdmin: false,
  locale: '',
  disabled: false,
};

export const formOf = (user: User): PersonForm => ({
  username: user.username,
  email: user.email ?? '',
  emailVerified: user.emailVerified,
  firstName: user.firstName,
  lastName: user.lastName,
  displayName: user.displayName,
  isAdmin: user.isAdmin,
  locale: user.locale ?? '',
  disabled: user.disabled,
});

const bodyOf = (form: PersonForm) => ({ ...form, email: form.email || null, locale: form.locale || null });

export const getPerson = (id: string) => exchange('GET /api/users/{id}', { path: { id } });

/** @param mailLoginCode whether they are mailed a link that lets them in for the first time */
export const createPerson = (form: PersonForm, mailLoginCode: boolean) =>
  call('POST /api/users', { body: { ...bodyOf(form), mailLoginCode } });

export const savePerson = (id: string, form: PersonForm, basedOn: string) =>
  call('PUT /api/users/{id}', { path: { id }, body: bodyOf(form), basedOn });

export const deletePerson = (id: string) => call('DELETE /api/users/{id}', { path: { id } });

export const setGroups = (id: string, userGroupIds: string[], basedOn: string) =>
  call('PUT /api/users/{id}/user-groups', { path: { id }, body: { userGroupIds }, basedOn });

export const setClaims = (userId: string, claims: CustomClaim[], basedOn: string) =>
  call('PUT /api/custom-claims/user/{userId}', { path: { userId }, body: claims, basedOn });

export const getPasskeys = (id: string) => call('GET /api/users/{id}/webauthn-credentials', { path: { id } });

export const deletePasskey = (id: string, credentialId: string) =>
  call('DELETE /api/users/{id}/webauthn-credentials/{credentialId}', { path: { id, credentialId } });

export const getSessions = (id: string) => call('GET /api/users/{id}/sessions', { path: { id } });

export const endSession = (id: string, sessionId: string) =>
  call('DELETE /api/users/{id}/sessions/{sessionId}', { path: { id, sessionId } });

export const endAllSessions = (id: string) => call('DELETE /api/users/{id}/sessions', { path: { id } });

/** @param ttl how long the code works, in seconds */
export const mailLoginCode = (id: string, ttl: number) =>
  call('POST /api/users/{id}/one-time-access-email', { path: { id }, body: { ttl } });

/** @param ttl how long the code works, in seconds */
export const createLoginCode = (id: string, ttl: number) =>
  call('POST /api/users/{id}/one-time-access-token', { path: { id }, body: { ttl } });

export const savePicture = (id: string, square: Blob) =>
  call('PUT /api/users/{id}/profile-picture', { path: { id }, body: asForm(square, 'picture.png') });

export const deletePicture = (id: string) => call('DELETE /api/users/{id}/profile-picture', { path: { id } });

/** The last entries of the audit log about somebody. */
export const getLately = (userID: string) =>
  list('GET /api/audit-logs/all', {
    limit: 8,
    sort: { column: 'createdAt', descending: true },
    filters: { userID },
  });
