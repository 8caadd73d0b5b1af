import type { CDPSession, Page } from '@playwright/test';

/** Chromium's virtual authenticator, plugged into one page. */
export class VirtualAuthenticator {
  private constructor(
    private readonly cdp: CDPSession,
    private readonly id: string,
  ) {}

  static async plugInto(page: Page): Promise<VirtualAuthenticator> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new VirtualAuthenticator(cdp, authenticatorId);
  }

  async passkeys(): Promise<number> {
    const { credentials } = await this.cdp.send('WebAuthn.getCredentials', { authenticatorId: this.id });
    return credentials.length;
  }

  /** Nobody touches the sensor: whatever asks for a passkey waits, for good. */
  async leaveAlone(): Promise<void> {
    await this.cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.id, enabled: false });
  }

  /** Holds what another one holds, and nothing else. */
  async holdWhatIsIn(other: VirtualAuthenticator): Promise<void> {
    const { credentials } = await other.cdp.send('WebAuthn.getCredentials', { authenticatorId: other.id });
    await this.lose();
    for (const credential of credentials)
      await this.cdp.send('WebAuthn.addCredential', { authenticatorId: this.id, credential });
  }

  /** The device falls into a lake. */
  async lose(): Promise<void> {
    await this.cdp.send('WebAuthn.clearCredentials', { authenticatorId: this.id });
  }
}
