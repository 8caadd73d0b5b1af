import type { Visitor } from './visitor.ts';

export interface Signal {
  name: 'signalUnknownCredential' | 'signalAllAcceptedCredentials' | 'signalCurrentUserDetails';
  of: { rpId: string; credentialId?: string; allAcceptedCredentialIds?: string[]; name?: string };
}

/** Hears what the pages of a browser say of passkeys (WebAuthn Level 3 §5.1.10), from the next page on. */
export class PasswordManager {
  private constructor(private readonly heard: Signal[]) {}

  static async listenTo(visitor: Visitor): Promise<PasswordManager> {
    const heard: Signal[] = [];
    await visitor.context.exposeFunction('passwordManagerHears', (name: Signal['name'], of: Signal['of']) => {
      heard.push({ name, of });
    });
    await visitor.context.addInitScript(() => {
      const hears = (name: string) => (of: unknown) =>
        (
          window as unknown as { passwordManagerHears: (name: string, of: unknown) => Promise<void> }
        ).passwordManagerHears(name, of);
      for (const name of ['signalUnknownCredential', 'signalAllAcceptedCredentials', 'signalCurrentUserDetails'])
        Object.defineProperty(PublicKeyCredential, name, { value: hears(name) });
    });
    return new PasswordManager(heard);
  }

  /** What was said under this name since it was last asked about it. */
  news(name: Signal['name']): Signal['of'][] {
    const told = this.heard.filter((signal) => signal.name === name).map((signal) => signal.of);
    this.heard.splice(0, this.heard.length, ...this.heard.filter((signal) => signal.name !== name));
    return told;
  }
}
