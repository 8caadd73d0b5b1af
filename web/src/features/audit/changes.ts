import * as m from '$messages';
import { formatMinutes, formatMoment } from '$lib/i18n/format.ts';

/** Of a value what it was and is, of a list what left it and what came to it. */
export type Change =
  | { field: string; kind: 'value'; before: string; after: string }
  | { field: string; kind: 'secret' }
  | { field: string; kind: 'list'; removed: Named; added: Named };

/** The first few of several, and how many there are beyond them. */
export interface Named {
  names: string[];
  more: number;
}

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

/** What an entry says of a change, field by field. */
export function changesOf(data: Record<string, string>): Change[] {
  const fields = new Set<string>();
  for (const key of Object.keys(data)) {
    const field = /^(.+)\.(before|after|added|removed)$/.exec(key)?.[1];
    if (field !== undefined) fields.add(field);
  }
  return [...fields].map((field) => changeOf(field, data));
}

function changeOf(field: string, data: Record<string, string>): Change {
  const before = data[`${field}.before`];
  const after = data[`${field}.after`];
  if (before === undefined || after === undefined)
    return { field, kind: 'list', removed: named(data, `${field}.removed`), added: named(data, `${field}.added`) };
  return before === after ? { field, kind: 'secret' } : { field, kind: 'value', before, after };
}

function named(data: Record<string, string>, key: string): Named {
  const names = data[key]?.split('\n') ?? [];
  return { names, more: Math.max(0, Number(data[`${key}.total`] ?? 0) - names.length) };
}
