import { Refused, type FieldFault } from '$lib/api/call.ts';
import * as m from '$messages';

/** Error codes as sentences. A code that is not here shows the server's own words. */
const SENTENCES: Record<string, () => string> = {
  unreachable: m.error_unreachable,
  internal_error: m.error_internal,
  request_timeout: m.error_timeout,
  rate_limited: m.error_rate_limited,
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
  settings_changed: m.error_settings_changed,
  ui_config_disabled: m.settings_fixed,
  invalid_image: m.error_image,
  file_type_not_supported: m.error_image,
  file_too_large: m.error_file_size,
  mail_not_configured: m.error_mail_not_configured,
  one_time_access_disabled: m.error_mail_codes_off,
  user_email_not_set: m.error_no_email,
};

const FIELD_SENTENCES: Record<string, () => string> = {
  required: m.field_required,
  already_in_use: m.field_taken,
  client_id: m.field_client_id,
  token_duration: m.field_duration,
  reserved: m.field_reserved,
  duplicate: m.field_duplicate,
  unsupported: m.field_unsupported,
  invalid_value: m.field_future,
  app_address: m.field_app_address,
  mail_domain: m.field_mail_domain,
  short_name: m.field_short_name,
};

const FORMATS: Record<string, () => string> = {
  email: m.field_email,
  username: m.field_username,
  launchURL: m.field_url,
  addressRanges: m.field_network,
};

export function sentence(error: unknown): string {
  if (!(error instanceof Refused)) return m.error_internal();
  return SENTENCES[error.code]?.() ?? (error.message || m.error_internal());
}

/** A complaint about one field. Limits are read from the server's words, which name the number. */
export function fieldSentence(fault: FieldFault): string {
  const n = /\d+/.exec(fault.message)?.[0];
  if (fault.code === 'too_short' && n) return m.field_too_short({ n: Number(n) });
  if (fault.code === 'too_long' && n) return m.field_too_long({ n: Number(n) });
  if (fault.code === 'callback_url_pattern' && fault.message === 'is invalid') return m.field_callback();
  const known =
    FIELD_SENTENCES[fault.code] ??
    (fault.code === 'invalid_format' ? FORMATS[fault.field.replace(/\[\d+\]$/, '')] : undefined);
  if (known) return known();
  return fault.message ? fault.message.charAt(0).toUpperCase() + fault.message.slice(1) : m.field_invalid();
}
