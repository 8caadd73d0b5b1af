import { describe, expect, it } from 'vitest';
import { fieldName, typedText, valueText } from './fields.ts';

describe('in words', () => {
  it('a field has the name it is edited under, or that of the REST API', () => {
    expect(fieldName('isAdmin')).toBe('Administrator');
    expect(fieldName('claims.team')).toBe('Claim team');
    expect(fieldName('somethingNew')).toBe('somethingNew');
  });

  it('a value is read as what it is', () => {
    expect(valueText('isAdmin', 'true')).toBe('Yes');
    expect(valueText('email', '')).toBe('empty');
    expect(valueText('sessionDuration', '120')).toBe('2 hours');
    expect(valueText('claims.flag', 'true')).toBe('true');
  });

  it('several values stand below each other', () => {
    expect(typedText('callbackURLs', ['https://a.example', 'https://b.example'])).toBe(
      'https://a.example\nhttps://b.example',
    );
    expect(typedText('claims', [{ key: 'team', value: 'blue' }])).toBe('team: blue');
    expect(typedText('callbackURLs', [])).toBe('empty');
    expect(typedText('isAdmin', false)).toBe('No');
  });

  it('a password is not shown', () => {
    expect(typedText('smtpPassword', 'swordfish')).toBe('Another value, which is not shown');
  });
});
