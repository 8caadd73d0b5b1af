import { describe, expect, it } from 'vitest';
import type { ApiKey } from '$api';
import { dayIn, endOf, expectWhole, hasEnded, lifetimeOf, newKey } from './api.ts';

const key = (createdAt: string, expiresAt: string) => ({ createdAt, expiresAt }) as ApiKey;

describe('the end of a key', () => {
  it('is the last second of the chosen day where the browser is', () => {
    const end = new Date(endOf('2030-02-28'));
    expect([end.getFullYear(), end.getMonth(), end.getDate()]).toEqual([2030, 1, 28]);
    expect([end.getHours(), end.getMinutes(), end.getSeconds()]).toEqual([23, 59, 59]);
  });
  it('is complained about beside its field when no day is chosen', () => {
    expect(() => endOf('')).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'expiresAt' })] }),
    );
  });
  it('is a month ahead by default', () => {
    expect(dayIn(30, new Date('2030-01-15T12:00:00').getTime())).toBe('2030-02-14');
  });
  it('has come once it is reached', () => {
    const ends = key('2030-01-01T00:00:00Z', '2030-02-01T00:00:00Z');
    expect(hasEnded(ends, Date.parse('2030-01-31T23:59:59Z'))).toBe(false);
    expect(hasEnded(ends, Date.parse('2030-02-01T00:00:00Z'))).toBe(true);
  });
  it('tells how long a renewal is probably meant to last', () => {
    expect(lifetimeOf(key('2030-01-01T10:00:00Z', '2030-01-31T23:59:59Z'))).toBe(31);
    expect(lifetimeOf(key('2030-01-01T10:00:00Z', '2030-01-01T11:00:00Z'))).toBe(1);
  });
});

describe('what is missing from a key', () => {
  const fields = (...names: string[]) =>
    expect.objectContaining({ fields: names.map((field) => expect.objectContaining({ field })) });

  it('is complained about all at once', () => {
    expect(() => expectWhole({ ...newKey(), name: ' ', day: '' })).toThrow(fields('name', 'expiresAt', 'scopes'));
  });
  it('is what it may do when nothing is chosen, since to the server that is everything', () => {
    expect(() => expectWhole({ ...newKey(), name: 'CI' })).toThrow(fields('scopes'));
    expect(() => expectWhole({ ...newKey(), name: 'CI', everything: true })).not.toThrow();
    expect(() => expectWhole({ ...newKey(), name: 'CI', scopes: ['users:read'] })).not.toThrow();
  });
});
