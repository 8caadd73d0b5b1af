import { call } from '$lib/api/call.ts';
import type { Passkey, Session, User } from '$lib/api/types.ts';

export interface Profile {
  firstName: string;
  lastName: string;
  displayName: string;
  username: string;
  email: string;
  locale: string;
}

export const getMe = () => call<User>('GET', '/api/users/me');

export const saveMe = (profile: Profile) =>
  call<User>('PUT', '/api/users/me', { ...profile, email: profile.email || null, locale: profile.locale || null });

export const sendEmailVerification = () => call('POST', '/api/users/me/send-email-verification');

export const getPasskeys = () => call<Passkey[]>('GET', '/api/webauthn/credentials');

export const renamePasskey = (id: string, name: string) =>
  call<Passkey>('PATCH', `/api/webauthn/credentials/${id}`, { name });

export const deletePasskey = (id: string) => call('DELETE', `/api/webauthn/credentials/${id}`);

export const getSessions = () => call<Session[]>('GET', '/api/users/me/sessions');

export const endSession = (id: string) => call('DELETE', `/api/users/me/sessions/${id}`);

export const endOtherSessions = () => call('DELETE', '/api/users/me/sessions');
