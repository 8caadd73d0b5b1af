import * as m from '$messages';
import { formatMinutes, formatMoment } from './format.ts';

const FIELDS: Record<string, () => string> = {
  username: m.person_username,
  email: m.person_email,
  emailVerified: m.person_verified,
  firstName: m.person_first_name,
  lastName: m.person_last_name,
  displayName: m.person_display_name,
  isAdmin: m.person_admin,
  disabled: m.people_disabled,
  locale: m.person_language,
  groups: m.nav_groups,
  members: m.nav_people,
  clients: m.groups_apps,
  name: m.groups_name,
  friendlyName: m.groups_friendly_name,
  description: m.clients_description,
  isPublic: m.clients_public,
  pkceEnabled: m.clients_pkce,
  requiresReauthentication: m.clients_reauthentication,
  skipConsent: m.clients_skip_consent,
  isGroupRestricted: m.clients_restricted,
  launchURL: m.clients_launch_url,
  callbackURLs: m.clients_callbacks,
  logoutCallbackURLs: m.clients_logout_callbacks,
  accessTokenDurationMinutes: m.tokens_access,
  refreshTokenDurationMinutes: m.tokens_refresh,
  idTokenClaims: m.tokens_claims,
  expiresAt: m.apikeys_expires_at,
  usageLimit: m.invite_limit,
  appName: m.settings_app_name,
  sessionDuration: m.settings_session,
  homePageUrl: m.settings_home,
  emailsVerified: m.settings_emails_verified,
  accentColor: m.settings_accent,
  disableAnimations: m.settings_still,
  allowOwnAccountEdit: m.settings_own_account,
  allowUserSignups: m.settings_signups,
  signupDefaultUserGroupIDs: m.settings_groups_title,
  signupDefaultCustomClaims: m.settings_claims,
  requireUserEmail: m.settings_require_email,
  smtpHost: m.mail_host,
  smtpPort: m.mail_port,
  smtpFrom: m.mail_from,
  smtpUser: m.mail_user,
  smtpPassword: m.mail_password,
  smtpTls: m.mail_tls,
  smtpSkipCertVerify: m.mail_any_certificate,
  emailLoginNotificationEnabled: m.mail_device,
  emailOneTimeAccessAsUnauthenticatedEnabled: m.mail_codes_ask,
  emailOneTimeAccessAsAdminEnabled: m.mail_codes_admin,
  emailApiKeyExpirationEnabled: m.mail_keys,
  emailVerificationEnabled: m.mail_verify,
  webauthnAllowSyncedPasskeys: m.settings_synced,
  webauthnAuthenticatorAttachment: m.settings_attachment,
  claims: m.claims_title,
  footerLinks: m.settings_links,
};

const CLAIM = 'claims.';

/** What a field is called where it is edited; else as the REST API names it. */
export function fieldName(field: string): string {
  if (field.startsWith(CLAIM)) return m.audit_claim({ name: field.slice(CLAIM.length) });
  return FIELDS[field]?.() ?? field;
}

/** A value as it is read; an empty one is said to be. */
export function valueText(field: string, value: string): string {
  if (value === '') return m.audit_nothing();
  if (field.startsWith(CLAIM)) return value;
  if (value === 'true') return m.audit_yes();
  if (value === 'false') return m.audit_no();
  if (field === 'expiresAt') return formatMoment(value);
  if (/Minutes$|^sessionDuration$/.test(field) && /^\d+$/.test(value)) return formatMinutes(Number(value));
  return value;
}

/** What a form has of a field, as it is read: several values below each other. */
export function typedText(field: string, value: unknown): string {
  if (field === 'smtpPassword') return m.audit_not_shown();
  if (!Array.isArray(value)) return valueText(field, String(value));
  const lines = value.map((entry: unknown) =>
    typeof entry === 'string' ? entry : Object.values(entry as object).join(': '),
  );
  return lines.join('\n') || m.audit_nothing();
}
