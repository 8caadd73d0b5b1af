import * as m from '$messages';

const NAMES: Record<string, () => string> = {
  SIGN_IN: m.audit_sign_in,
  TOKEN_SIGN_IN: m.audit_token_sign_in,
  REMOTE_SIGN_IN: m.audit_remote_sign_in,
  REMOTE_SIGN_IN_APPROVED: m.audit_remote_approved,
  REMOTE_SIGN_IN_DENIED: m.audit_remote_denied,
  SIGN_OUT: m.audit_sign_out,
  ACCOUNT_CREATED: m.audit_account_created,
  CLIENT_AUTHORIZATION: m.audit_client_authorization,
  NEW_CLIENT_AUTHORIZATION: m.audit_new_client_authorization,
  DEVICE_CODE_AUTHORIZATION: m.audit_device_authorization,
  NEW_DEVICE_CODE_AUTHORIZATION: m.audit_new_device_authorization,
  PASSKEY_ADDED: m.audit_passkey_added,
  PASSKEY_REMOVED: m.audit_passkey_removed,
  API_KEY_CREATED: m.audit_api_key_created,
  API_KEY_RENEWED: m.audit_api_key_renewed,
  API_KEY_REVOKED: m.audit_api_key_revoked,
  API_KEY_REFUSED: m.audit_api_key_refused,
  SIGN_IN_REFUSED: m.audit_sign_in_refused,
  CLIENT_REFUSED: m.audit_client_refused,
  AUDIT_LOG_EXPORTED: m.audit_exported,
  USERS_IMPORTED: m.audit_people_imported,
  USERS_EXPORTED: m.audit_people_exported,
};

/** What happened, in words; an event without a sentence of its own by its name: `USER_DELETED` is "User deleted". */
export function eventName(event: string): string {
  const words = event.toLowerCase().replaceAll('_', ' ');
  return NAMES[event]?.() ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The events that a filter offers. */
export const EVENTS = Object.keys(NAMES);
