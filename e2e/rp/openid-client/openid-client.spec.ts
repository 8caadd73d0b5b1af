import { expect, test } from '../../harness/journey.ts';
import { allow } from '../../harness/pages.ts';
import { OpenIdClientApp } from './start.ts';

for (const basic of [true, false]) {
  const way = basic ? 'client_secret_basic' : 'client_secret_post';
  test(`openid-client with ${way}: sign-in, userinfo, refresh, sign-out`, async ({ house, resident, site }) => {
    const own = await site();
    const registration = await house.directory.appAt(own, 'Notes', '/callback', '/signed-out');
    const app = await OpenIdClientApp.start(own, registration, basic);
    const group = await house.directory.group('readers');
    const { visitor, person } = await resident('Nora', [group]);

    await visitor.goto(`${own.url}/sign-in`);
    await allow(visitor.page);
    await expect(visitor.page.locator('#who')).toHaveText(person.username);

    if (app.last === undefined) throw new Error('the app has no tokens');
    const { tokens, claims } = app.last;
    expect(claims.sub).toBe(person.id);
    expect(await app.userInfo(tokens.access_token, claims.sub)).toMatchObject({
      email: person.email,
      email_verified: true,
      groups: [expect.stringContaining('readers')],
    });

    const fresh = await app.refresh(tokens.refresh_token ?? '');
    expect(fresh.claims()?.sub).toBe(person.id);
    expect(fresh.refresh_token).not.toBe(tokens.refresh_token);
    expect(await app.introspect(fresh.access_token)).toMatchObject({ active: true, sub: person.id });
    await app.revoke(fresh.access_token);
    expect(await app.introspect(fresh.access_token)).toMatchObject({ active: false });

    await visitor.goto(app.signOutUrl(fresh.id_token ?? '', 'back'));
    await visitor.page.waitForURL(`${app.signedOut}?state=back`);
    await visitor.goto(`${house.latchkey.url}/settings/account`);
    await visitor.page.waitForURL(/\/login\?/);
  });
}
