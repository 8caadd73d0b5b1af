import { expect, test } from '../harness/journey.ts';
import { words } from '../harness/words.ts';

test('an address that does not exist says so', async ({ freshLatchkey, browserAt }) => {
  const guest = await browserAt(freshLatchkey);
  const response = await guest.page.goto(`${freshLatchkey.url}/lc/a/b/c`);
  expect(response?.status()).toBe(404);
  await expect(guest.page.getByRole('heading', { level: 1 })).toHaveText(words('auth_error_not_found_title'));
});
