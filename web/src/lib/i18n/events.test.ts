import { describe, expect, it } from 'vitest';
import * as messages from '$messages';
import { eventName, eventOptions, EVENTS } from './events.ts';

describe('the name of an event', () => {
  it('is a sentence of its own', () => {
    expect(eventName('TOKEN_SIGN_IN')).toBe('Signed in with a login code');
    expect(eventName('CLIENT_SECRET_DELETED')).toBe('Secret of an app deleted');
  });
  it('of a later version is made of its own words', () => {
    expect(eventName('MOON_LANDED_ON')).toBe('Moon landed on');
  });
});

describe('the events of the filter', () => {
  const offered = (everybody: boolean) =>
    eventOptions(everybody).flatMap(({ options }) => options.map(({ value }) => value));

  /* What the server writes is held against the catalogue by the server's own tests. */
  it('are those that the catalogue names', () => {
    const named = Object.keys(messages).filter((key) => key.startsWith('audit_event_'));
    expect(EVENTS.map((event) => `audit_event_${event.toLowerCase()}`).sort()).toEqual(named.sort());
  });
  it('are all of them, each once', () => {
    expect(offered(true)).toEqual(EVENTS);
  });
  it('of one’s own account leave out what is about none', () => {
    expect(offered(false)).toContain('USER_UPDATED');
    expect(offered(false)).not.toContain('CLIENT_UPDATED');
  });
});
