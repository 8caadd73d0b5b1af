/* The Signal API (WebAuthn Level 3 §5.1.10): password managers hear which passkeys are good. Best effort. */
import { ask } from './server.ts';

interface Signals {
  signalUnknownCredential?(signal: { rpId: string; credentialId: string }): Promise<void>;
  signalAllAcceptedCredentials?(signal: Accepted): Promise<void>;
  signalCurrentUserDetails?(signal: Accepted): Promise<void>;
}

interface Accepted {
  rpId: string;
  userId: string;
  allAcceptedCredentialIds: string[];
  name: string;
  displayName: string;
}

const PATIENCE = 400;

function signals(): Signals {
  return typeof PublicKeyCredential === 'undefined' ? {} : (PublicKeyCredential as unknown as Signals);
}

/* A passkey that the server does not know: managers may stop offering it. */
export function unknownPasskey(rpId: string, credentialId: string): void {
  signals()
    .signalUnknownCredential?.({ rpId, credentialId })
    .catch(() => undefined);
}

/* After a sign-in, within the blink in which the page says so. An empty list would hide every passkey. */
export async function acceptedPasskeys(): Promise<void> {
  const api = signals();
  if (!api.signalAllAcceptedCredentials) return;
  const told = ask('GET', '/api/webauthn/credentials/accepted').then(async (answer) => {
    const accepted = answer as unknown as Accepted;
    if (accepted.allAcceptedCredentialIds.length === 0) return;
    await api.signalAllAcceptedCredentials?.(accepted);
    await api.signalCurrentUserDetails?.(accepted);
  });
  await Promise.race([told.catch(() => undefined), new Promise((done) => setTimeout(done, PATIENCE))]);
}
