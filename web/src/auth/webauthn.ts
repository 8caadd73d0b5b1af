/* WebAuthn's JSON forms (Level 3 §5.1), for browsers that cannot read and write them themselves yet. */

type Json = Record<string, unknown>;

const decode = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

const encode = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

interface Descriptor {
  id: string;
  transports?: AuthenticatorTransport[];
}

interface CreationOptions {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Descriptor[];
}

export async function create(options: Json, signal: AbortSignal): Promise<Json> {
  const json = options as unknown as CreationOptions & PublicKeyCredentialCreationOptions;
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...json,
    challenge: decode(json.challenge),
    user: { ...json.user, id: decode(json.user.id) },
    excludeCredentials: (json.excludeCredentials ?? []).map((one) => ({
      ...one,
      type: 'public-key',
      id: decode(one.id),
    })),
  };
  const credential = (await navigator.credentials.create({ publicKey, signal })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return answer(credential, {
    clientDataJSON: encode(response.clientDataJSON),
    attestationObject: encode(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

export async function get(options: Json, signal: AbortSignal, autofill: boolean): Promise<Json> {
  const json = options as unknown as { challenge: string } & PublicKeyCredentialRequestOptions;
  const publicKey: PublicKeyCredentialRequestOptions = { ...json, challenge: decode(json.challenge) };
  const credential = (await navigator.credentials.get({
    publicKey,
    signal,
    ...(autofill ? { mediation: 'conditional' as const } : {}),
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return answer(credential, {
    clientDataJSON: encode(response.clientDataJSON),
    authenticatorData: encode(response.authenticatorData),
    signature: encode(response.signature),
    ...(response.userHandle ? { userHandle: encode(response.userHandle) } : {}),
  });
}

function answer(credential: PublicKeyCredential, response: Json): Json {
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
