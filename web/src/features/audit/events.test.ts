import { describe, expect, it } from 'vitest';
import { eventName } from './events.ts';

describe('the name of an event', () => {
  it('is a sentence of its own for what happens every day', () => {
    expect(eventName('TOKEN_SIGN_IN')).not.toBe('Token sign in');
  });
  it('is made of its own words for all others', () => {
    expect(eventName('CLIENT_SECRET_DELETED')).toBe('Client secret deleted');
  });
});
