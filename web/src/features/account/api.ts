import { asForm, call } from '$lib/api/call.ts';

export interface Profile {
  firstName: string;
  lastName: string;
  displayName: string;
  username: string;
  email: string;
  locale: string;
}

export const getMe = () => call('GET /api/users/me');

export const saveMe = (profile: Profile) =>
  call('PUT /api/users/me', {
    body: { ...profile, email: profile.email || null, locale: profile.locale || null },
  });

export const sendEmailVerification = () => call('POST /api/users/me/send-email-verification');

export const getPasskeys = () => call('GET /api/webauthn/credentials');

export const renamePasskey = (id: string, name: string) =>
  call('PATCH /api/webauthn/credentials/{id}', { path: { id }, body: { name } });

export const deletePasskey = (id: string) => call('DELETE /api/webauthn/credentials/{id}', { path: { id } });

export const getSessions = () => call('GET /api/users/me/sessions');

export const endSession = (sessionId: string) =>
  call('DELETE /api/users/me/sessions/{sessionId}', { path: { sessionId } });

export const endOtherSessions = () => call('DELETE /api/users/me/sessions');

export const savePicture = (square: Blob) =>
  call('PUT /api/users/me/profile-picture', { body: asForm(square, 'picture.png') });

export const deletePicture = () => call('DELETE /api/users/me/profile-picture');
