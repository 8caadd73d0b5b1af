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
  signupDefaultUserGroupIDs: '["a"]',
  signupDefaultCustomClaims: '[{"key":"team","value":"blue"}]',
};

test('what was read is what is sent', () => {
  expect(textsOf(formOf(values))).toEqual(values);
});

test('an empty claim is none, half a claim is left to the server', () => {
  const form = formOf(values);
  form.signupDefaultCustomClaims = [
    { key: ' ', value: '' },
    { key: '', value: 'x' },
  ];
  expect(textsOf(form)['signupDefaultCustomClaims']).toBe('[{"key":"","value":"x"}]');
});
