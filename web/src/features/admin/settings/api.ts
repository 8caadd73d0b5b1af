import { call, exchange, type Versioned } from '$lib/api/call.ts';

const PATH = '/api/application-configuration';

/** Every setting is a text under its key. */
export type Values = Record<string, string>;

type Items = { key: string; value: string }[];

export interface Claim {
  key: string;
  value: string;
}

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
  signupDefaultUserGroupIDs: string[];
  signupDefaultCustomClaims: Claim[];
}

const valuesOf = (items: Items): Values => Object.fromEntries(items.map(({ key, value }) => [key, value]));

export async function getSettings(): Promise<Versioned<Values>> {
  const { value, version } = await exchange<Items>('GET', `${PATH}/all`);
  return { value: valuesOf(value), version };
}

/** Whether the environment decides. */
export const isFixed = async () => valuesOf(await call<Items>('GET', PATH))['uiConfigDisabled'] === 'true';

/** Sends all settings, those of the form among them, based on what was read. */
export async function saveSettings(before: Versioned<Values>, form: SettingsForm): Promise<Versioned<Values>> {
  const sent = { ...before.value, ...textsOf(form) };
  const { value, version } = await exchange<Items>('PUT', PATH, sent, before.version);
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
  signupDefaultUserGroupIDs: JSON.parse(values['signupDefaultUserGroupIDs'] ?? '[]') as string[],
  signupDefaultCustomClaims: JSON.parse(values['signupDefaultCustomClaims'] ?? '[]') as Claim[],
});

/** A claim that was added and left empty is none. */
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
  signupDefaultUserGroupIDs: JSON.stringify(form.signupDefaultUserGroupIDs),
  signupDefaultCustomClaims: JSON.stringify(
    form.signupDefaultCustomClaims
      .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
      .filter(({ key, value }) => key || value),
  ),
});
