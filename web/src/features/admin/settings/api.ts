import type { CustomClaim } from '$api';
import { call, exchange, type Versioned } from '$lib/api/call.ts';
import { noWishes, type Wishes } from './pictures.ts';

/** Every setting is a text under its key. */
export type Values = Record<string, string>;

type Items = { key: string; value: string }[];

export type Claim = CustomClaim;

/** A link below the pages that one passes through. */
export interface FooterLink {
  text: string;
  url: string;
}

export type Tls = 'none' | 'starttls' | 'tls';

export type SignUps = 'disabled' | 'withToken' | 'open';

/** What stands for a secret that is stored, and is sent back to keep it. */
const MASK = 'XXXXXXXXXX';

export type Attachment = 'any' | 'platform' | 'cross-platform';

/** The settings as the page edits them; the names are their keys, so that complaints find their fields. */
export interface SettingsForm {
  appName: string;
  sessionDuration: number;
  homePageUrl: string;
  accentColor: string;
  disableAnimations: boolean;
  webauthnAuthenticatorAttachment: Attachment;
  webauthnAllowSyncedPasskeys: boolean;
  allowOwnAccountEdit: boolean;
  requireUserEmail: boolean;
  emailsVerified: boolean;
  allowUserSignups: SignUps;
  signupDefaultUserGroupIDs: string[];
  signupDefaultCustomClaims: Claim[];
  smtpHost: string;
  smtpPort: string;
  smtpFrom: string;
  smtpUser: string;
  /** A new one; empty leaves the stored one. Without a user there is none. */
  smtpPassword: string;
  passwordStored: boolean;
  smtpTls: Tls;
  smtpSkipCertVerify: boolean;
  emailLoginNotificationEnabled: boolean;
  emailOneTimeAccessAsUnauthenticatedEnabled: boolean;
  emailOneTimeAccessAsAdminEnabled: boolean;
  emailVerificationEnabled: boolean;
  emailApiKeyExpirationEnabled: boolean;
  footerLinks: FooterLink[];
  pictures: Wishes;
}

const valuesOf = (items: Items): Values => Object.fromEntries(items.map(({ key, value }) => [key, value]));

export async function getSettings(): Promise<Versioned<Values>> {
  const { value, version } = await exchange('GET /api/application-configuration/all');
  return { value: valuesOf(value), version };
}

/** Whether the environment decides. */
export const isFixed = async () =>
  valuesOf(await call('GET /api/application-configuration'))['uiConfigDisabled'] === 'true';

/** Sends all settings, those of the form among them, based on what was read. */
export async function saveSettings(before: Versioned<Values>, form: SettingsForm): Promise<Versioned<Values>> {
  const sent = { ...before.value, ...textsOf(form) };
  const { value, version } = await exchange('PUT /api/application-configuration', {
    body: sent,
    basedOn: before.version,
  });
  return { value: valuesOf(value), version };
}

export const formOf = (values: Values): SettingsForm => ({
  appName: values['appName'] ?? '',
  sessionDuration: Number(values['sessionDuration']),
  homePageUrl: values['homePageUrl'] ?? '',
  accentColor: values['accentColor'] ?? 'default',
  disableAnimations: values['disableAnimations'] === 'true',
  webauthnAuthenticatorAttachment: (values['webauthnAuthenticatorAttachment'] ?? 'any') as Attachment,
  webauthnAllowSyncedPasskeys: values['webauthnAllowSyncedPasskeys'] === 'true',
  allowOwnAccountEdit: values['allowOwnAccountEdit'] === 'true',
  requireUserEmail: values['requireUserEmail'] === 'true',
  emailsVerified: values['emailsVerified'] === 'true',
  allowUserSignups: (values['allowUserSignups'] ?? 'disabled') as SignUps,
  signupDefaultUserGroupIDs: JSON.parse(values['signupDefaultUserGroupIDs'] ?? '[]') as string[],
  signupDefaultCustomClaims: JSON.parse(values['signupDefaultCustomClaims'] ?? '[]') as Claim[],
  smtpHost: values['smtpHost'] ?? '',
  smtpPort: values['smtpPort'] ?? '',
  smtpFrom: values['smtpFrom'] ?? '',
  smtpUser: values['smtpUser'] ?? '',
  smtpPassword: '',
  passwordStored: (values['smtpPassword'] ?? '') !== '',
  smtpTls: (values['smtpTls'] ?? 'none') as Tls,
  smtpSkipCertVerify: values['smtpSkipCertVerify'] === 'true',
  emailLoginNotificationEnabled: values['emailLoginNotificationEnabled'] === 'true',
  emailOneTimeAccessAsUnauthenticatedEnabled: values['emailOneTimeAccessAsUnauthenticatedEnabled'] === 'true',
  emailOneTimeAccessAsAdminEnabled: values['emailOneTimeAccessAsAdminEnabled'] === 'true',
  emailVerificationEnabled: values['emailVerificationEnabled'] === 'true',
  emailApiKeyExpirationEnabled: values['emailApiKeyExpirationEnabled'] === 'true',
  footerLinks: JSON.parse(values['footerLinks'] ?? '[]') as FooterLink[],
  pictures: noWishes(),
});

function passwordOf(form: SettingsForm): string {
  if (form.smtpUser.trim() === '') return '';
  return form.smtpPassword || (form.passwordStored ? MASK : '');
}

/** A claim or a link that was added and left empty is none. */
export const textsOf = (form: SettingsForm): Values => ({
  appName: form.appName.trim(),
  sessionDuration: String(form.sessionDuration),
  homePageUrl: form.homePageUrl,
  accentColor: form.accentColor,
  disableAnimations: String(form.disableAnimations),
  webauthnAuthenticatorAttachment: form.webauthnAuthenticatorAttachment,
  webauthnAllowSyncedPasskeys: String(form.webauthnAllowSyncedPasskeys),
  allowOwnAccountEdit: String(form.allowOwnAccountEdit),
  requireUserEmail: String(form.requireUserEmail),
  emailsVerified: String(form.emailsVerified),
  allowUserSignups: form.allowUserSignups,
  signupDefaultUserGroupIDs: JSON.stringify(form.signupDefaultUserGroupIDs),
  signupDefaultCustomClaims: JSON.stringify(
    form.signupDefaultCustomClaims
      .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
      .filter(({ key, value }) => key || value),
  ),
  smtpHost: form.smtpHost.trim(),
  smtpPort: form.smtpPort.trim(),
  smtpFrom: form.smtpFrom.trim(),
  smtpUser: form.smtpUser.trim(),
  smtpPassword: passwordOf(form),
  smtpTls: form.smtpTls,
  smtpSkipCertVerify: String(form.smtpSkipCertVerify),
  emailLoginNotificationEnabled: String(form.emailLoginNotificationEnabled),
  emailOneTimeAccessAsUnauthenticatedEnabled: String(form.emailOneTimeAccessAsUnauthenticatedEnabled),
  emailOneTimeAccessAsAdminEnabled: String(form.emailOneTimeAccessAsAdminEnabled),
  emailVerificationEnabled: String(form.emailVerificationEnabled),
  emailApiKeyExpirationEnabled: String(form.emailApiKeyExpirationEnabled),
  footerLinks: JSON.stringify(
    form.footerLinks
      .map(({ text, url }) => ({ text: text.trim(), url: url.trim() }))
      .filter(({ text, url }) => text || url),
  ),
});

export const getMail = () => call('GET /api/mail');

export const retryMail = () => call('POST /api/mail/retry');

export const testMail = () => call('POST /api/application-configuration/test-email');
