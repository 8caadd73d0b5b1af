import { describe, expect, it } from 'vitest';
import type { ApiKey } from '$api';
import { dayIn, endOf, hasEnded, lifetimeOf, newKey, scopesOf } from './api.ts';

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

describe('what a key may do', () => {
  it('is complained about when nothing is chosen, since to the server that is everything', () => {
    expect(() => scopesOf(newKey())).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'scopes' })] }),
    );
    expect(scopesOf({ ...newKey(), everything: true })).toEqual([]);
    expect(scopesOf({ ...newKey(), scopes: ['users:read'] })).toEqual(['users:read']);
  });
});
