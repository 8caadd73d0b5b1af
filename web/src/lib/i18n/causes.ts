import * as m from '$messages';

const CAUSES: Record<string, () => string> = {
  unknown_passkey: m.audit_cause_unknown_passkey,
  passkey_refused: m.audit_cause_passkey_refused,
  user_not_verified: m.audit_cause_user_not_verified,
  account_disabled: m.audit_cause_account_disabled,
  wrong_code: m.audit_cause_wrong_code,
  other_browser: m.audit_cause_other_browser,
  too_many_guesses: m.audit_cause_too_many_guesses,
  many: m.audit_cause_many,
  callback_not_registered: m.audit_cause_callback_not_registered,
  callback_not_named: m.audit_cause_callback_not_named,
  client_not_authenticated: m.audit_cause_client_not_authenticated,
  not_allowed: m.audit_cause_not_allowed,
};

/** Why an attempt was refused: in words, or as the app was told. */
export function causeOf(data: Record<string, string>): string {
  const cause = data['cause'] ?? '';
  return CAUSES[cause]?.() ?? ([cause, data['description']].filter(Boolean).join(': ') || '');
}
