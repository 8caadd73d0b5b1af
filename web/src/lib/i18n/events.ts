import * as m from '$messages';

/** What belongs together in the filter, and whether it can be about one's own account. */
interface Kind {
  name: () => string;
  own: boolean;
  events: Record<string, () => string>;
}

const KINDS: Kind[] = [
  {
    name: m.audit_kind_signing_in,
    own: true,
    events: {
      SIGN_IN: m.audit_event_sign_in,
      TOKEN_SIGN_IN: m.audit_event_token_sign_in,
      REMOTE_SIGN_IN: m.audit_event_remote_sign_in,
      REMOTE_SIGN_IN_APPROVED: m.audit_event_remote_sign_in_approved,
      REMOTE_SIGN_IN_DENIED: m.audit_event_remote_sign_in_denied,
      SIGN_IN_REFUSED: m.audit_event_sign_in_refused,
      LOGIN_CODE_CREATED: m.audit_event_login_code_created,
      LOGIN_CODE_MAILED: m.audit_event_login_code_mailed,
      LOGIN_CODE_REQUESTED: m.audit_event_login_code_requested,
      SIGN_OUT: m.audit_event_sign_out,
      SESSION_ENDED: m.audit_event_session_ended,
      SESSIONS_ENDED: m.audit_event_sessions_ended,
      PASSKEY_ADDED: m.audit_event_passkey_added,
      PASSKEY_RENAMED: m.audit_event_passkey_renamed,
      PASSKEY_REMOVED: m.audit_event_passkey_removed,
      PASSKEY_COUNTER_WARNING: m.audit_event_passkey_counter_warning,
    },
  },
  {
    name: m.nav_people,
    own: true,
    events: {
      ACCOUNT_CREATED: m.audit_event_account_created,
      ACCOUNT_UPDATED: m.audit_event_account_updated,
      EMAIL_VERIFIED: m.audit_event_email_verified,
      USER_CREATED: m.audit_event_user_created,
      USER_UPDATED: m.audit_event_user_updated,
      USER_DELETED: m.audit_event_user_deleted,
      USER_GROUPS_UPDATED: m.audit_event_user_groups_updated,
      USER_PICTURE_UPDATED: m.audit_event_user_picture_updated,
      USER_PICTURE_REMOVED: m.audit_event_user_picture_removed,
      CUSTOM_CLAIMS_UPDATED: m.audit_event_custom_claims_updated,
    },
  },
  {
    name: m.nav_groups,
    own: false,
    events: {
      GROUP_CREATED: m.audit_event_group_created,
      GROUP_UPDATED: m.audit_event_group_updated,
      GROUP_DELETED: m.audit_event_group_deleted,
      GROUP_MEMBERS_UPDATED: m.audit_event_group_members_updated,
      GROUP_CLIENTS_UPDATED: m.audit_event_group_clients_updated,
    },
  },
  {
    name: m.audit_kind_app_use,
    own: true,
    events: {
      CLIENT_AUTHORIZATION: m.audit_event_client_authorization,
      NEW_CLIENT_AUTHORIZATION: m.audit_event_new_client_authorization,
      DEVICE_CODE_AUTHORIZATION: m.audit_event_device_code_authorization,
      NEW_DEVICE_CODE_AUTHORIZATION: m.audit_event_new_device_code_authorization,
      DEVICE_CODE_DENIED: m.audit_event_device_code_denied,
      CLIENT_AUTHORIZATION_REVOKED: m.audit_event_client_authorization_revoked,
      CLIENT_REFUSED: m.audit_event_client_refused,
      FIRST_TOKEN_ISSUED: m.audit_event_first_token_issued,
      AUTHORIZATION_CODE_REUSED: m.audit_event_authorization_code_reused,
      REFRESH_TOKEN_REUSED: m.audit_event_refresh_token_reused,
      SIGN_IN_TEST_STARTED: m.audit_event_sign_in_test_started,
      SIGN_IN_TESTED: m.audit_event_sign_in_tested,
    },
  },
  {
    name: m.audit_kind_app_changes,
    own: false,
    events: {
      CLIENT_CREATED: m.audit_event_client_created,
      CLIENT_UPDATED: m.audit_event_client_updated,
      CLIENT_DELETED: m.audit_event_client_deleted,
      CLIENT_GROUPS_UPDATED: m.audit_event_client_groups_updated,
      CLIENT_SECRET_CREATED: m.audit_event_client_secret_created,
      CLIENT_SECRET_DELETED: m.audit_event_client_secret_deleted,
      CLIENT_LOGO_UPDATED: m.audit_event_client_logo_updated,
      CLIENT_LOGO_REMOVED: m.audit_event_client_logo_removed,
    },
  },
  {
    name: m.nav_api_keys,
    own: true,
    events: {
      API_KEY_CREATED: m.audit_event_api_key_created,
      API_KEY_RENEWED: m.audit_event_api_key_renewed,
      API_KEY_REVOKED: m.audit_event_api_key_revoked,
      API_KEY_REFUSED: m.audit_event_api_key_refused,
    },
  },
  {
    name: m.audit_kind_server,
    own: false,
    events: {
      SETTINGS_UPDATED: m.audit_event_settings_updated,
      APPLICATION_IMAGE_UPDATED: m.audit_event_application_image_updated,
      APPLICATION_IMAGE_REMOVED: m.audit_event_application_image_removed,
      APPLICATION_IMAGE_RESTORED: m.audit_event_application_image_restored,
      SIGNUP_TOKEN_CREATED: m.audit_event_signup_token_created,
      SIGNUP_TOKEN_DELETED: m.audit_event_signup_token_deleted,
      SIGNING_KEY_ADDED: m.audit_event_signing_key_added,
      USERS_IMPORTED: m.audit_event_users_imported,
      USERS_EXPORTED: m.audit_event_users_exported,
      AUDIT_LOG_EXPORTED: m.audit_event_audit_log_exported,
    },
  },
];

const NAMES = Object.assign({}, ...KINDS.map((kind) => kind.events)) as Record<string, (() => string) | undefined>;

/** Every event that has a name of its own. */
export const EVENTS = Object.keys(NAMES);

/** What happened, in words; an event of a later version by its own name: `USER_FOUND` is "User found". */
export function eventName(event: string): string {
  const words = event.toLowerCase().replaceAll('_', ' ');
  return NAMES[event]?.() ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The events that a filter offers, grouped: all of them, or those that can be about one's own account. */
export const eventOptions = (everybody: boolean) =>
  KINDS.filter(({ own }) => everybody || own).map(({ name, events }) => ({
    text: name(),
    options: Object.entries(events).map(([value, text]) => ({ value, text: text() })),
  }));
