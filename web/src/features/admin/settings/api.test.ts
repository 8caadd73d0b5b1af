import { expect, test } from 'vitest';
import { formOf, textsOf } from './api.ts';

const values = {
  appName: 'Hearth',
  sessionDuration: '90',
  homePageUrl: '/settings/apps',
  accentColor: '#336699',
  disableAnimations: 'true',
  webauthnAuthenticatorAttachment: 'platform',
  webauthnAllowSyncedPasskeys: 'false',
  allowOwnAccountEdit: 'true',
  requireUserEmail: 'false',
  emailsVerified: 'false',
  allowUserSignups: 'withToken',
  signupDefaultUserGroupIDs: '["a"]',
  signupDefaultCustomClaims: '[{"key":"team","value":"blue"}]',
  smtpHost: 'smtp.example.com',
  smtpPort: '2525',
  smtpFrom: 'id@example.com',
  smtpUser: 'latchkey',
  smtpPassword: 'XXXXXXXXXX',
  smtpTls: 'starttls',
  smtpSkipCertVerify: 'false',
  emailLoginNotificationEnabled: 'true',
  emailOneTimeAccessAsUnauthenticatedEnabled: 'false',
  emailOneTimeAccessAsAdminEnabled: 'true',
  emailVerificationEnabled: 'false',
  emailApiKeyExpirationEnabled: 'true',
  footerLinks: '[{"text":"Imprint","url":"https://example.com/imprint"}]',
};

test('what was read is what is sent', () => {
  expect(textsOf(formOf(values))).toEqual(values);
});

test('a stored password stays, is replaced, or goes with its user', () => {
  const sent = (change: object) => textsOf({ ...formOf(values), ...change })['smtpPassword'];
  expect(sent({})).toBe('XXXXXXXXXX');
  expect(sent({ smtpPassword: ' new ' })).toBe(' new ');
  expect(sent({ smtpUser: ' ' })).toBe('');
  expect(textsOf(formOf({ ...values, smtpPassword: '' }))['smtpPassword']).toBe('');
});

test('an empty claim is none, half a claim is left to the server', () => {
  const form = formOf(values);
  form.signupDefaultCustomClaims = [
    { key: ' ', value: '' },
    { key: '', value: 'x' },
  ];
  expect(textsOf(form)['signupDefaultCustomClaims']).toBe('[{"key":"","value":"x"}]');
});
