import { expect, test } from '../harness/journey.ts';
import { allow, button, confirm, expectTitle, field, link } from '../harness/pages.ts';
import { words } from '../harness/words.ts';
import { PlainApp } from '../rp/plain/start.ts';

// What happened lately, on the page of the app and of the person that it happened to.

test('an app that sends an address nobody registered is mended on its page, and then somebody signs in', async ({
  house,
  resident,
  site,
}) => {
  const { admin, directory } = house;
  const { page } = admin;
  const old = 'https://old.example.com/callback';
  const program = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const app = await directory.app('Weather', [old]);
  const lately = page.getByRole('region', { name: words('clients_lately'), exact: true });
  const { visitor, person } = await resident('Lena');

  await admin.goto(`/settings/admin/oidc-clients/${app.clientId}`);
  await expect(lately.getByText(words('clients_lately_well'), { exact: true })).toBeVisible();
  await expect(lately.getByText(words('clients_lately_nobody'), { exact: true })).toBeVisible();

  await visitor.goto(program.authorizationUrl(app));
  await expectTitle(visitor.page, 'auth_refusal_callback_not_registered_title');
  await page.reload();
  const refusal = lately.getByRole('listitem').filter({ hasText: program.callback });
  await expect(refusal).toHaveCount(1);
  await expect(refusal).toContainText(words('audit_cause_callback_not_registered'));
  await admin.sees('admin/client-lately');
  await refusal.getByRole('button', { name: words('clients_lately_add'), exact: true }).click();
  await confirm(page, 'clients_lately_add');
  await expect(field(page, 'ui_numbered', { what: words('clients_callbacks'), n: '2' })).toHaveValue(program.callback);
  await expect(refusal.getByRole('button')).toHaveCount(0);
  await button(page, 'ui_save').click();
  await expect(page.getByText(words('ui_saved'), { exact: true })).toBeVisible();

  await visitor.goto(program.authorizationUrl(app));
  await allow(visitor.page);
  await program.arrival(visitor.page);
  await page.reload();
  await expect(lately.getByRole('listitem').filter({ hasText: person.username })).toHaveCount(1);
  await expect(refusal).toHaveCount(1);

  await lately.getByRole('link', { name: words('clients_lately_all'), exact: true }).click();
  await expectTitle(page, 'nav_audit');
  const rows = page.getByRole('table', { name: words('nav_audit') }).locator('tbody tr');
  await expect(rows.filter({ hasText: person.username })).not.toHaveCount(0);
  await expect(rows.filter({ hasNotText: app.name })).toHaveCount(0);
});

test('a person’s page says what happened to the account last, and where the rest is', async ({
  house,
  resident,
  site,
}) => {
  const { admin, directory } = house;
  const { page } = admin;
  const program = await PlainApp.start(await site('127.0.0.1'), await site('127.0.0.1'));
  const app = await directory.app('Tides', [program.callback]);
  const { visitor, person } = await resident('Lotte');
  await visitor.goto(program.authorizationUrl(app));
  await allow(visitor.page);
  await program.arrival(visitor.page);

  await admin.goto(`/settings/admin/users/${person.id}`);
  const lately = page.getByRole('region', { name: words('people_lately'), exact: true });
  const entries = lately.getByRole('listitem');
  await expect(entries.first()).toContainText(app.name);
  const newest = (key: string) => entries.filter({ hasText: words(key) }).first();
  await expect(newest('audit_event_new_client_authorization')).toContainText(app.name);
  await expect(newest('audit_event_sign_in')).toContainText('127.0.0.1');
  await expect(newest('audit_event_user_created')).toBeVisible();
  await admin.sees('admin/person-lately');

  await link(page, 'clients_lately_all').click();
  await expectTitle(page, 'nav_audit');
  await expect(page.getByRole('combobox', { name: words('audit_person'), exact: true })).toHaveValue(
    person.displayName,
  );
  const rows = page.getByRole('table', { name: words('nav_audit') }).locator('tbody tr');
  await expect(rows.first()).toContainText(app.name);
  await expect(rows.filter({ hasNotText: person.username })).toHaveCount(0);
});
