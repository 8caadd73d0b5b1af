import { call } from '$lib/api/call.ts';
import type { CustomClaim, Passkey, Session, User } from '$lib/api/types.ts';

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

export const getPerson = (id: string) => call<User>('GET', `/api/users/${id}`);

/** @param mailLoginCode whether they are mailed a link that lets them in for the first time */
export const createPerson = (form: PersonForm, mailLoginCode: boolean) =>
  call<User>('POST', '/api/users', { ...bodyOf(form), mailLoginCode });

export const savePerson = (id: string, form: PersonForm) => call<User>('PUT', `/api/users/${id}`, bodyOf(form));

export const deletePerson = (id: string) => call('DELETE', `/api/users/${id}`);

export const setGroups = (id: string, userGroupIds: string[]) =>
  call<User>('PUT', `/api/users/${id}/user-groups`, { userGroupIds });

export const setClaims = (id: string, claims: CustomClaim[]) =>
  call<CustomClaim[]>('PUT', `/api/custom-claims/user/${id}`, claims);

export const getPasskeys = (id: string) => call<Passkey[]>('GET', `/api/users/${id}/webauthn-credentials`);

export const deletePasskey = (id: string, passkeyId: string) =>
  call('DELETE', `/api/users/${id}/webauthn-credentials/${passkeyId}`);

export const getSessions = (id: string) => call<Session[]>('GET', `/api/users/${id}/sessions`);

export const endSession = (id: string, sessionId: string) => call('DELETE', `/api/users/${id}/sessions/${sessionId}`);

export const endAllSessions = (id: string) => call('DELETE', `/api/users/${id}/sessions`);

/** @param ttl how long the code works, in seconds */
export const mailLoginCode = (id: string, ttl: number) =>
  call('POST', `/api/users/${id}/one-time-access-email`, { ttl });

/** @param ttl how long the code works, in seconds */
export const createLoginCode = (id: string, ttl: number) =>
  call<{ token: string }>('POST', `/api/users/${id}/one-time-access-token`, { ttl });
