import { describe, expect, it } from 'vitest';
import { Refused } from '$lib/api/call.ts';
import { fieldSentence, sentence } from './errors.ts';

const said = (field: string, code: string, message = 'is invalid') => fieldSentence({ field, code, message });

describe('a complaint about a field', () => {
  it('under a code that many share says what is wrong with this one', () => {
    expect(said('expiresAt', 'invalid_value')).toBe('Choose a day that is still to come.');
    expect(said('sessionDuration', 'invalid_value')).toContain('from 1 to 525,600');
    expect(said('homePageUrl', 'invalid_value')).toContain('/settings/apps');
    expect(said('mailLoginCode', 'invalid_value')).toContain('disabled account');
    expect(said('accentColor', 'invalid_format')).toContain('#1a7f64');
    expect(said('addressRanges[3]', 'invalid_format')).toContain('192.0.2.0/24');
    expect(said('smtpPassword', 'required', 'must be entered again, since the server is another one')).toContain(
      'another one',
    );
  });

  it('of one that nobody thought of claims nothing', () => {
    expect(said('zone', 'invalid_value')).toBe('This cannot be used here.');
    expect(said('idTokenClaims', 'oneof')).toBe('This cannot be used here.');
  });

  it('about a number is not about characters', () => {
    expect(said('usageLimit', 'too_long', 'must be at most 100 characters long')).toBe('At most 100.');
    expect(said('name', 'too_long', 'must be at most 50 characters long')).toBe('At most 50 characters.');
  });

  it('about an address to return to says what to leave out', () => {
    expect(said('callbackURLs[0]', 'callback_url_pattern', 'must not have a fragment')).toContain('#');
    expect(said('callbackURLs[0]', 'callback_url_pattern', 'must be at most 2048 characters long')).toContain('2,048');
  });
});

describe('a refusal', () => {
  it('that is about a field says what is wrong with it', () => {
    const fields = [{ field: 'expiresAt', code: 'invalid_value', message: 'must be in the future' }];
    expect(sentence(new Refused(400, 'validation_failed', 'ExpiresAt must be in the future', fields))).toContain('day');
  });

  it('that shares its code with others is known by its words', () => {
    const most = new Refused(400, 'validation_failed', 'A client cannot have more than 20 secrets');
    expect(sentence(most)).toContain('Delete one first');
  });
});
