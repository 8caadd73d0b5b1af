import { expect, test } from '../../harness/journey.ts';
import { allow, jsonOf } from '../../harness/pages.ts';
import { startApache, type ApacheChoices } from './start.ts';

const choices: ApacheChoices[] = [
  { tokenEndpointAuth: 'client_secret_basic', responseMode: 'query' },
  { tokenEndpointAuth: 'client_secret_post', responseMode: 'form_post' },
];
for (const choice of choices) {
  const title = `Apache guards a vault (${choice.tokenEndpointAuth}, ${choice.responseMode}), refreshes and signs out`;
  test(title, async ({ house, resident, site }) => {
    const own = await site();
    const app = await house.directory.appAt(own, 'Vault', '/vault/callback', '/');
    await startApache(own, app, choice);
    const { visitor, person } = await resident('Asta');

    await visitor.goto(`${own.url}/vault/`);
    await allow(visitor.page);
    await expect(visitor.page.getByRole('heading', { name: 'Vault' })).toBeVisible();
    await expect(visitor.page.locator('#who')).toHaveText(new RegExp(`^${person.username}`));
    await expect(visitor.page.locator('#email')).toHaveText(person.email);

    const callback = `${own.url}/vault/callback`;
    await visitor.goto(`${callback}?info=json`);
    const before = await jsonOf(visitor.page);
    await visitor.goto(`${callback}?info=json&access_token_refresh_interval=0`);
    const after = await jsonOf(visitor.page);
    expect(after['refresh_token']).not.toBe(before['refresh_token']);
    expect(after['access_token']).not.toBe(before['access_token']);
    expect(after['userinfo']).toMatchObject({ sub: person.id, preferred_username: person.username });

    await visitor.goto(`${callback}?logout=${encodeURIComponent(`${own.url}/`)}`);
    await visitor.page.waitForURL(`${own.url}/`);
    await expect(visitor.page.getByRole('heading', { name: 'Lobby' })).toBeVisible();
    await visitor.goto(`${house.latchkey.url}/settings/account`);
    await visitor.page.waitForURL(/\/login\?/);
  });
}
