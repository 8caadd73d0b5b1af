import { expect, test } from '../harness/journey.ts';
import type { App } from '../harness/directory.ts';
import { button, expectTitle, field } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A television: it shows a code and asks until somebody has decided. */
class Television {
  private constructor(
    private readonly app: App,
    readonly deviceCode: string,
    readonly userCode: string,
    readonly completeAddress: string,
  ) {}

  static async start(app: App): Promise<Television> {
    const metadata = await (await fetch(`${app.issuer}/.well-known/openid-configuration`)).json();
    const answer = await fetch(String((metadata as Record<string, unknown>)['device_authorization_endpoint']), {
      method: 'POST',
      body: new URLSearchParams({ client_id: app.clientId, scope: 'openid profile' }),
    });
    const facts = (await answer.json()) as Record<string, string>;
    const { device_code = '', user_code = '', verification_uri_complete = '' } = facts;
    return new Television(app, device_code, user_code, verification_uri_complete);
  }

  async asks(): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.app.issuer}/api/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: GRANT, client_id: this.app.clientId, device_code: this.deviceCode }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }
}

test('a device is connected after a look at who asks', async ({ house, resident }) => {
  const app = await house.directory.app('Television', [], { isPublic: true });
  const { visitor } = await resident('Tilda');
  const television = await Television.start(app);
  expect(await television.asks()).toMatchObject({ error: 'authorization_pending' });

  // Signed out: the passkey first, then the same page again.
  await visitor.goto(television.completeAddress);
  await expectTitle(visitor.page, 'auth_device_review_title', { app: app.name });
  await expect(visitor.page.getByText(television.userCode)).toBeVisible();
  await visitor.sees('device/review');
  expect(await television.asks()).toMatchObject({ error: expect.stringMatching(/authorization_pending|slow_down/) });

  await button(visitor.page, 'auth_device_approve').click();
  await expectTitle(visitor.page, 'auth_device_approved_title');
  await visitor.sees('device/approved');
  expect(await television.asks()).toMatchObject({ access_token: expect.any(String), id_token: expect.any(String) });
});

test('a code typed by hand, a wrong one first, and a denial', async ({ house, resident }) => {
  const app = await house.directory.app('Television', [], { isPublic: true });
  const { visitor } = await resident('Thea');
  const television = await Television.start(app);

  await visitor.goto('/device');
  await field(visitor.page, 'auth_device_code').fill('WRNG0000');
  await button(visitor.page, 'auth_device_continue').click();
  await expect(visitor.page.getByText(words('auth_device_wrong_unknown'))).toBeVisible();
  await visitor.sees('device/code-wrong');
  await field(visitor.page, 'auth_device_code').fill(television.userCode.toLowerCase());
  await button(visitor.page, 'auth_device_continue').click();
  await button(visitor.page, 'auth_device_deny').click();
  await expectTitle(visitor.page, 'auth_device_denied_title');
  expect(await television.asks()).toMatchObject({ error: 'access_denied' });
});
