import { signInByCode } from '../harness/directory.ts';
import { expect, test } from '../harness/journey.ts';
import { button, expectRefused, field, link } from '../harness/pages.ts';
import { Television } from '../harness/television.ts';
import { words as say } from '../harness/words.ts';

// What a screen reader reads: landmarks, headings, controls by name and state, in the order of the page, and what is
// announced as it happens. Lines that are left out are not looked for; those that are there stand in this order.

test('setting up is heard, and so is what is missing', async ({ freshLatchkey, browserAt }) => {
  const { page, ...guest } = await browserAt(freshLatchkey);
  await page.goto(`${guest.house.url}/setup`);
  await expect(button(page, 'auth_passkey_stop')).toBeHidden();
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - main:
      - heading "${say('auth_setup_title', { name: 'Latchkey' })}" [level=1]
      - textbox "${say('auth_setup_username')}"
      - textbox "${say('auth_setup_email')}"
      - textbox "${say('auth_setup_first_name')}"
      - textbox "${say('auth_setup_last_name')}"
      - button "${say('auth_setup_button')}"
    - contentinfo
  `);
  await expect(field(page, 'auth_setup_username')).toHaveAccessibleDescription(say('auth_setup_username_help'));
  await button(page, 'auth_setup_button').click();
  await expectRefused(field(page, 'auth_setup_username'), 'auth_field_required');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - textbox "${say('auth_setup_username')}" [invalid]
    - alert: ${say('auth_field_required')}
    - textbox "${say('auth_setup_email')}" [invalid]
    - alert: ${say('auth_field_required')}
    - button "${say('auth_setup_button')}"
  `);
});

test('signing in says what is waited for, and what came of it', async ({ resident }) => {
  const { visitor } = await resident('Sara');
  const { page } = visitor;
  await visitor.cannotAutofill();
  await visitor.authenticator.leaveAlone();
  await visitor.goto('/login');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - main:
      - heading "${say('auth_login_title', { name: 'Latchkey' })}" [level=1]
      - textbox "${say('auth_passkey_field')}"
      - button "${say('auth_login_button')}"
      - link "${say('auth_login_other')}"
    - contentinfo:
      - group: English
  `);
  await button(page, 'auth_login_button').click();
  await expect(page.getByRole('status')).toBeFocused();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - status:
      - strong: ${say('auth_passkey_waiting_title')}
      - text: ${say('auth_passkey_waiting_text')}
    - button "${say('auth_passkey_stop')}"
  `);
  await button(page, 'auth_passkey_stop').click();
  await expect(button(page, 'auth_login_button')).toBeFocused();
  await expect(page.getByRole('status')).toHaveText(say('auth_passkey_cancelled'));
});

test('an app and a device say who asks, for what, and in whose name', async ({ house, visitor: arrive }) => {
  const { directory } = house;
  const group = await directory.group('singers');
  const person = await directory.person('Selma', [group]);
  const app = await directory.app('Songbook', ['https://songs.example.com/callback']);
  const television = await directory.app('Television', [], { isPublic: true });
  const visitor = await arrive();
  const { page } = visitor;
  await signInByCode(visitor, await directory.loginCode(person));

  const request = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: 'https://songs.example.com/callback',
    scope: 'openid profile email groups',
  });
  await visitor.goto(`/authorize?${request}`);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "${say('auth_consent_title', { app: app.name })}" [level=1]
    - paragraph: songs.example.com
    - list:
      - listitem: /Selma Example/
      - listitem: /${person.email}/
      - listitem: /singers_/
    - strong: Selma Example
    - text: ${person.email}
    - link "${say('auth_interaction_another')}"
    - button "${say('auth_consent_deny')}"
    - button "${say('auth_consent_allow')}"
  `);
  // Whoever goes by Tab hears the list with the button that says yes to it, and who is meant with the way out.
  await expect(button(page, 'auth_consent_allow')).toHaveAccessibleDescription(
    new RegExp(`^songs\\.example\\.com .*Selma Example.* ${person.email} .*singers_`),
  );
  await expect(link(page, 'auth_interaction_another')).toHaveAccessibleDescription(`Selma Example ${person.email}`);

  await visitor.goto('/device');
  await field(page, 'auth_device_code').fill('WRNG0000');
  await button(page, 'auth_device_continue').click();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "${say('auth_device_title')}" [level=1]
    - textbox "${say('auth_device_code')}" [invalid]: WRNG0000
    - alert: ${say('auth_device_wrong_unknown')}
    - button "${say('auth_device_continue')}"
  `);
  await expectRefused(field(page, 'auth_device_code'), 'auth_device_wrong_unknown');

  const { userCode, completeAddress } = await Television.start(television);
  await visitor.goto(completeAddress);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "${say('auth_device_review_title', { app: television.name })}" [level=1]
    - paragraph: ${say('auth_device_review_code')}
    - code: ${userCode}
    - term: ${say('auth_device_review_from')}
    - definition: 127.0.0.1 ${say('auth_device_review_here')}
    - list:
      - listitem: /Selma Example/
    - link "${say('auth_interaction_another')}"
    - button "${say('auth_device_deny')}"
    - button "${say('auth_device_approve')}"
  `);
  await expect(button(page, 'auth_device_approve')).toHaveAccessibleDescription(
    new RegExp(`127\\.0\\.0\\.1 ${say('auth_device_review_here')}.*Selma Example`),
  );
});

test('the account has landmarks, and announces what was refused and what was saved', async ({
  house,
  visitor: arrive,
}) => {
  const visitor = await arrive();
  const { page } = visitor;
  const person = await house.directory.person('Stina');
  await signInByCode(visitor, await house.directory.loginCode(person));
  await visitor.goto('/settings/account');
  await expect(page.locator('#sessions li')).toHaveCount(1);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "${say('nav_skip')}"
    - navigation "${say('nav_main')}":
      - link "Latchkey"
      - button "${say('find_open')}"
      - link "${say('nav_account')}"
      - link "${say('nav_apps')}"
      - link "${say('nav_audit')}"
      - link "${say('nav_sign_out')}"
    - main:
      - heading "Stina Example" [level=1]
      - region "${say('account_profile')}":
        - heading "${say('account_profile')}" [level=2]
        - textbox "${say('person_first_name')}": Stina
        - textbox "${say('person_last_name')}": Example
        - textbox "${say('person_display_name')}": Stina Example
        - textbox "${say('person_email')}": ${person.email}
        - textbox "${say('person_username')}" [disabled]: ${person.username}
        - combobox "${say('person_language')}"
      - region "${say('picture_title')}":
        - heading "${say('picture_title')}" [level=2]
      - region "${say('account_passkeys')}":
        - heading "${say('account_passkeys')}" [level=2]
        - button "${say('passkey_add')}"
      - region "${say('account_sessions')}":
        - heading "${say('account_sessions')}" [level=2]
        - list:
          - listitem:
            - strong: /${say('session_this')}/
      - region "${say('account_appearance')}":
        - heading "${say('account_appearance')}" [level=2]
        - combobox "${say('theme_label')}"
      - navigation "${say('ui_on_this_page')}":
        - link "${say('account_profile')}"
        - link "${say('account_passkeys')}"
    - status
  `);
  await expect(page.getByRole('link', { name: say('nav_account'), exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await expect(field(page, 'person_username')).toHaveAccessibleDescription(say('account_username_help'));

  await field(page, 'person_first_name').fill('Stine');
  await field(page, 'person_email').fill('nowhere');
  await button(page, 'ui_save').click();
  await expectRefused(field(page, 'person_email'), 'field_email');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - region "${say('account_profile')}":
      - textbox "${say('person_email')}" [invalid]: nowhere
      - alert: ${say('field_email')}
    - region "${say('ui_unsaved')}":
      - button "${say('ui_discard')}"
      - button "${say('ui_save')}"
  `);
  await field(page, 'person_email').fill(person.email);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - main
    - status:
      - text: ${say('ui_saved')}
      - button "${say('ui_dismiss')}"
  `);
});

test('a list has a name, columns that say how they are sorted, and boxes with names', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const person = await directory.person('Solveig');
  await admin.goto(`/settings/admin/users?search=${person.username}`);
  const table = page.getByRole('table', { name: say('nav_people') });
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "${say('nav_people')}" [level=1]
    - button "${say('people_add')}"
    - searchbox "${say('people_search')}": ${person.username}
    - combobox "${say('people_role')}"
    - combobox "${say('people_status')}"
    - combobox "${say('people_passkey')}"
    - table "${say('nav_people')}":
      - rowgroup:
        - row:
          - columnheader:
            - checkbox "${say('ui_choose_page')}"
          - columnheader "${say('people_name')}":
            - button "${say('people_name')}"
          - columnheader "${say('person_username')}":
            - button "${say('person_username')}"
          - columnheader "${say('nav_groups')}"
          - columnheader "${say('people_status')}":
            - button "${say('people_status')}"
      - rowgroup:
        - row:
          - cell:
            - checkbox "${say('ui_choose_row', { name: person.displayName })}"
          - cell:
            - link:
              - /url: /settings/admin/users/${person.id}
          - cell "${person.username}"
    - status: ${say('ui_rows', { from: '1', to: '1', total: '1' })}
  `);
  const name = table.getByRole('columnheader', { name: say('people_name'), exact: true });
  await expect(name).toHaveAttribute('aria-sort', 'ascending');
  await name.getByRole('button').press('Enter');
  await expect(name).toHaveAttribute('aria-sort', 'descending');
  await table.getByLabel(say('ui_choose_row', { name: person.displayName })).press('Space');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - group "${say('ui_chosen')}":
      - status: ${say('ui_picked', { n: '1' })}
      - button "${say('ui_choose_none')}"
  `);
});

test('a person’s page says what each part is for, and asks by name before it deletes', async ({ house, resident }) => {
  const { admin } = house;
  const { page } = admin;
  const { person } = await resident('Signe');
  const named = { name: person.displayName };
  await admin.goto(`/settings/admin/users/${person.id}`);
  await expect(page.locator('#passkeys li')).toHaveCount(1);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - navigation "${say('nav_main')}":
      - heading "${say('nav_administration')}" [level=2]
      - link "${say('nav_overview')}"
      - link "${say('nav_people')}"
      - link "${say('nav_groups')}"
      - link "${say('nav_clients')}"
      - link "${say('nav_api_keys')}"
      - link "${say('nav_settings')}"
    - main:
      - link "${say('nav_people')}"
      - heading "${person.displayName}" [level=1]
      - region "${say('people_details')}":
        - textbox "${say('person_username')}": ${person.username}
        - textbox "${say('person_email')}": ${person.email}
        - switch "${say('person_verified')}" [checked]
        - switch "${say('person_admin')}"
      - region "${say('nav_groups')}":
        - button "${say('groups_choose')}"
      - region "${say('account_passkeys')}":
        - list:
          - listitem:
            - button /${say('passkey_delete', { name: '' })}/
      - region "${say('code_title')}":
        - combobox "${say('code_lifetime')}"
        - button "${say('code_make')}"
      - region "${say('account_sessions')}"
      - region "${say('claims_title')}":
        - button "${say('claims_add')}"
      - region "${say('people_remove')}":
        - button "${say('people_disable', named)}"
        - button "${say('people_delete', named)}"
  `);
  await button(page, 'people_delete', named).click();
  const question = page.getByRole('alertdialog', { name: say('people_delete_title', named) });
  await expect(question).toHaveAccessibleDescription(say('people_delete_text', named));
  await expect(question).toMatchAriaSnapshot(`
    - alertdialog "${say('people_delete_title', named)}":
      - heading "${say('people_delete_title', named)}" [level=2]
      - button "${say('ui_close')}"
      - button "${say('ui_cancel')}"
      - button "${say('people_delete', named)}"
  `);
});

test('an app’s page names what is copied, and warns that nobody can sign in', async ({ house }) => {
  const { admin, directory } = house;
  const { page } = admin;
  const app = await directory.app('Score', ['https://score.example.com/callback'], {}, []);
  await admin.goto(`/settings/admin/oidc-clients/${app.clientId}`);
  await expect(page.locator('#credentials li')).toHaveCount(1);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - link "${say('nav_clients')}"
    - heading "${app.name}" [level=1]
    - strong: ${say('access_nobody')}
    - button "${say('groups_choose')}"
    - button "${say('access_unrestrict')}"
    - region "${say('clients_connect')}":
      - code: ${app.clientId}
      - button "${say('ui_copy', { what: say('clients_id') })}"
      - button "${say('ui_copy', { what: say('connect_issuer') })}"
      - button "${say('ui_copy', { what: say('connect_discovery') })}"
    - region "${say('clients_secrets')}":
      - list:
        - listitem:
          - button
      - combobox "${say('secrets_lifetime')}"
      - button "${say('secrets_make')}"
    - region "${say('clients_access')}":
      - button "${say('access_unrestrict')}"
    - region "${say('clients_return')}":
      - group "${say('clients_callbacks')}":
        - textbox "${say('ui_numbered', { what: say('clients_callbacks'), n: '1' })}": https://score.example.com/callback
        - button "${say('ui_remove', { what: 'https://score.example.com/callback' })}"
        - button "${say('clients_callback_add')}"
    - region "${say('people_details')}":
      - textbox "${say('clients_name')}": ${app.name}
      - switch "${say('clients_public')}"
      - switch "${say('clients_pkce')}"
    - region "${say('ui_delete')}":
      - button "${say('clients_delete', { name: app.name })}"
  `);
  await button(page, 'secrets_make').click();
  await expect(page.getByRole('alert')).toMatchAriaSnapshot(`
    - alert:
      - strong: ${say('secrets_made')}
      - status "${say('secrets_label')}"
      - button "${say('ui_copy', { what: say('secrets_label') })}"
      - button "${say('ui_stored_it')}"
  `);
});
