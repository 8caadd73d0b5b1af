import type { Passkey } from '$api';
import { call, Refused, type Answer, type Given } from './api/call.ts';

type Sent = Given<'POST /api/webauthn/login/finish'>['body'];

/** A ceremony that ended in the browser: `cancelled` is the person's own doing and no failure. */
export class Ceremony extends Error {
  constructor(readonly outcome: 'cancelled' | 'already_there' | 'unsupported') {
    super(outcome);
  }
}

const bytes = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));

const text = (buffer: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

function supported(): void {
  if (!('PublicKeyCredential' in window)) throw new Ceremony('unsupported');
}

function translate(error: unknown): never {
  if (error instanceof DOMException) {
    if (error.name === 'NotAllowedError' || error.name === 'AbortError') throw new Ceremony('cancelled');
    if (error.name === 'InvalidStateError') throw new Ceremony('already_there');
    if (error.name === 'NotSupportedError' || error.name === 'SecurityError') throw new Ceremony('unsupported');
  }
  throw error;
}

/** Has one of the person's passkeys answer. */
async function assertion(): Promise<Sent> {
  supported();
  const options = await call('GET /api/webauthn/login/start', { asItIs: true });
  const credential = (await navigator.credentials
    .get({ publicKey: { ...options, challenge: bytes(options.challenge) } })
    .catch(translate)) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    ...described(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle && text(response.userHandle),
    },
  };
}

const described = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: 'public-key' as const,
});

/** Does something that needs a recent proof: asks for the passkey once when the server wants one. */
export async function withFreshProof<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'reauthentication_required') throw error;
    await call('POST /api/webauthn/reauthenticate', { body: await assertion() });
    return await act();
  }
}

/** Signs in with a passkey. @returns who that is */
export async function signIn(): Promise<string> {
  const body = await assertion();
  return (await call('POST /api/webauthn/login/finish', { body, asItIs: true })).id;
}

/** Makes a passkey for the person who is signed in. */
export async function registerPasskey(): Promise<Passkey> {
  supported();
  const options = await call('GET /api/webauthn/register/start');
  const credential = (await navigator.credentials
    .create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: (options.excludeCredentials ?? []).map(({ id, type, transports = [] }) => ({
          id: bytes(id),
          type,
          transports: transports as AuthenticatorTransport[],
        })),
      },
    })
    .catch(translate)) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return call('POST /api/webauthn/register/finish', {
    body: {
      ...described(credential),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports(),
      },
    },
  });
}

type Accepted = Answer<'GET /api/webauthn/credentials/accepted'>;

interface Signals {
  signalAllAcceptedCredentials?: (of: Pick<Accepted, 'rpId' | 'userId' | 'allAcceptedCredentialIds'>) => Promise<void>;
  signalCurrentUserDetails?: (of: Pick<Accepted, 'rpId' | 'userId' | 'name' | 'displayName'>) => Promise<void>;
}

/** Tells the password manager which passkeys still work and what the person is called now. Never fails. */
export async function signalAccepted(): Promise<void> {
  if (!('PublicKeyCredential' in window)) return;
  const signals = PublicKeyCredential as unknown as Signals;
  if (!signals.signalAllAcceptedCredentials && !signals.signalCurrentUserDetails) return;
  try {
    const accepted = await call('GET /api/webauthn/credentials/accepted');
    const { rpId, userId, allAcceptedCredentialIds, name, displayName } = accepted;
    if (allAcceptedCredentialIds.length > 0)
      await signals.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds });
    await signals.signalCurrentUserDetails?.({ rpId, userId, name, displayName });
  } catch {
    // A hint to the password manager, nothing the person waits for.
  }
}
