import { callApi, Directory, signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, confirm, expectTitle, link } from '../harness/pages.ts';
import { words } from '../harness/words.ts';

const PATH = '/settings/admin/overview';

/* A server of its own: what needs attention elsewhere would stand here as well. */
test('the overview is calm, says what needs attention, and leads to where it is mended', async ({
  freshLatchkey,
  browserAt,
}) => {
  const admin = await browserAt(freshLatchkey);
  const directory = new Directory(admin);
  await directory.setUp();
  const { page } = admin;
  await admin.goto(PATH);
  await expectTitle(page, 'nav_overview');
  await expect(page.getByText(words('overview_calm'), { exact: true })).toBeVisible();
  await admin.sees('admin/overview-calm');

  const person = await directory.person('Nora');
  const app = await directory.app('Wiki', ['https://wiki.example.com/callback'], {}, []);
  await page.reload();
  const people = page.getByRole('article').filter({ hasText: person.displayName });
  const apps = page.getByRole('article').filter({ hasText: app.name });
  await expect(people).toBeVisible();
  await expect(apps).toBeVisible();
  await expect(page.getByText(words('overview_calm'), { exact: true })).toHaveCount(0);
  await expect(page.getByRole('link', { name: `2 ${words('nav_people')}` })).toBeVisible();

  await apps.getByRole('link', { name: app.name }).click();
  await expect(page.getByText(words('access_nobody'))).toBeVisible();
  await button(page, 'access_unrestrict').first().click();
  await confirm(page, 'access_unrestrict');
  await expect(page.getByText(words('access_everyone', { name: app.name }))).toBeVisible();

  await link(page, 'nav_overview').click();
  await expect(people).toBeVisible();
  await expect(apps).toHaveCount(0);
  await people.getByRole('link', { name: person.username }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person.displayName);
  await expect(button(page, 'code_make')).toBeInViewport();

  await callApi(admin, 'DELETE', `/api/users/${person.id}`);
  await admin.goto(PATH);
  await expect(page.getByText(words('overview_calm'), { exact: true })).toBeVisible();
});

test('the overview is for administrators alone', async ({ house, visitor }) => {
  const { directory } = house;
  const guest = await visitor();
  const person = await directory.person('Nils');
  await signInByCode(guest, await directory.loginCode(person));
  await guest.goto(PATH);
  await expect(guest.page.getByRole('heading', { level: 1 })).toHaveText(person.displayName);
  await expect(link(guest.page, 'nav_overview')).toHaveCount(0);
});
