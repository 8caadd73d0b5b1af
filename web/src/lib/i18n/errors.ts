import { Refused, type FieldFault } from '$lib/api/call.ts';
import * as m from '$messages';

/** Error codes as sentences. A code that is not here shows the server's own words. */
const SENTENCES: Record<string, () => string> = {
  unreachable: m.error_unreachable,
  internal_error: m.error_internal,
  request_timeout: m.error_timeout,
  rate_limited: m.error_rate_limited,
  not_signed_in: m.signed_out_title,
  forbidden: m.error_forbidden,
  user_disabled: m.error_user_disabled,
  not_found: m.error_not_found,
  user_not_found: m.error_not_found,
  invalid_request_body: m.error_internal,
  reauthentication_required: m.error_reauthentication,
  invalid_webauthn_session: m.error_passkey_expired,
  invalid_webauthn_response: m.error_passkey_response,
  webauthn_authentication_failed: m.error_passkey_failed,
  passkey_user_verification_required: m.error_passkey_verification,
  passkey_already_registered: m.passkey_already_there,
  last_passkey: m.error_last_passkey,
  query_too_slow: m.error_too_slow,
  import_has_mistakes: m.error_import_mistakes,
  own_account: m.error_own_account,
  last_administrator: m.error_last_administrator,
  synced_passkey_not_allowed: m.error_passkey_synced,
  settings_changed: m.error_changed_meanwhile,
  changed_meanwhile: m.error_changed_meanwhile,
  ui_config_disabled: m.settings_fixed,
  invalid_image: m.error_image,
  file_type_not_supported: m.error_image,
  file_too_large: m.error_file_size,
  mail_not_configured: m.error_mail_not_configured,
  one_time_access_disabled: m.error_mail_codes_off,
  user_email_not_set: m.error_no_email,
  unavailable: m.error_unavailable,
  request_too_large: m.error_file_size,
  image_not_found: m.error_not_found,
  api_key_not_found: m.error_not_found,
  api_key_not_expired: m.error_key_not_ended,
  invalid_api_key_expiration: m.field_future,
  already_in_use: m.field_taken,
  client_id_already_exists: m.field_taken,
  duplicate_claim: m.field_duplicate,
  reserved_claim: m.field_reserved,
};

/** What is refused for no field, under the code that all fields share: known by the server's words. */
const MESSAGES: Record<string, () => string> = {
  'A client cannot have more than 20 secrets': m.error_secrets_most,
  'Cannot create a secret for a public client': m.error_secret_public,
  'The expiration date of a client secret must be in the future': m.field_future,
};

/** What is wrong with a field, whichever it is. */
const FIELD_SENTENCES: Record<string, () => string> = {
  required: m.field_required,
  already_in_use: m.field_taken,
  in_use: m.field_taken,
  client_id: m.field_client_id,
  token_duration: m.field_duration,
  reserved: m.field_reserved,
  duplicate: m.field_duplicate,
  unsupported: m.field_unsupported,
  logo_download_failed: m.field_logo_download,
  logo_type_not_supported: m.field_logo_type,
  logo_too_large: m.error_file_size,
  app_address: m.field_app_address,
  mail_domain: m.field_mail_domain,
  short_name: m.field_short_name,
  printascii: m.field_printable,
  invalid_format: m.field_invalid,
  invalid_value: m.field_invalid,
  oneof: m.field_invalid,
  uuid: m.field_invalid,
};

/** What a code says of a field that it says something else of than of others. */
const OF_FIELD: Record<string, Record<string, () => string>> = {
  required: {
    smtpPassword: m.field_password_again,
    signupDefaultCustomClaims: m.field_claim_name,
    scopes: m.apikeys_nothing_chosen,
  },
  invalid_format: {
    email: m.field_email,
    smtpFrom: m.field_email,
    username: m.field_username,
    launchURL: m.field_url,
    addressRanges: m.field_network,
    accentColor: m.field_colour,
    footerLinks: m.field_links,
    sessionDuration: m.field_minutes,
  },
  invalid_value: {
    expiresAt: m.field_future,
    sessionDuration: m.field_minutes,
    homePageUrl: m.field_page,
    url: m.field_public_address,
    mailLoginCode: m.field_disabled_account,
  },
};

/** Why an address to return to is refused, by the server's words. */
const CALLBACKS: Record<string, () => string> = {
  'is invalid': m.field_callback,
  'must not have a wildcard in place of the scheme': m.field_callback_scheme,
  'must not have a fragment': m.field_callback_fragment,
  'must not have a user name': m.field_callback_user,
  'must have at least two labels without a wildcard at the end of its host': m.field_callback_host,
};

/** Fields whose limit is a number, of uses or of entries, and not a length. */
const COUNTED = new Set(['usageLimit', 'addressRanges', 'userIds']);

export function sentence(error: unknown): string {
  if (!(error instanceof Refused)) return m.error_internal();
  const known = SENTENCES[error.code] ?? MESSAGES[error.message];
  if (known) return known();
  const [fault] = error.fields;
  return fault ? fieldSentence(fault) : error.message || m.error_internal();
}

/** A complaint about one field. Limits are read from the server's words, which name the number. */
export function fieldSentence(fault: FieldFault): string {
  const field = fault.field.replace(/\[\d+\]$/, '');
  const n = /\d+/.exec(fault.message)?.[0];
  const counted = COUNTED.has(field);
  if (fault.code === 'too_short' && n) return (counted ? m.field_at_least : m.field_too_short)({ n: Number(n) });
  if (fault.code === 'too_long' && n) return (counted ? m.field_at_most : m.field_too_long)({ n: Number(n) });
  if (fault.code === 'callback_url_pattern' && n) return m.field_too_long({ n: Number(n) });
  const known =
    (fault.code === 'callback_url_pattern' ? CALLBACKS[fault.message] : undefined) ??
    OF_FIELD[fault.code]?.[field] ??
    FIELD_SENTENCES[fault.code];
  if (known) return known();
  return fault.message ? fault.message.charAt(0).toUpperCase() + fault.message.slice(1) : m.field_invalid();
}
