import { describe, expect, it } from 'vitest';
import type { Found, Overview } from './api.ts';
import { matters } from './matters.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const none: Found = { total: 0, first: [] };
const allGood = { withoutPeople: none, withoutSecret: none, withoutCallbacks: none, secretsEnding: none };
const calm: Overview = {
  version: '0.1.0',
  totals: { people: 3, groups: 1, apps: 2, signIns: 9 },
  people: { withoutPasskey: none, keysEnding: none },
  apps: allGood,
  mail: { waiting: 0, givenUp: 0, lastError: null, lastErrorAt: null },
};
const app = (at: string | null) => ({ id: 'wiki', name: 'Wiki', about: null, ownerId: null, at });

describe('what needs attention', () => {
  it('is nothing when all is well', () => {
    expect(matters(calm, 'me', NOW)).toEqual([]);
  });

  it('is not mail that failed once and went out since', () => {
    const mail = { waiting: 0, givenUp: 0, lastError: 'does not answer', lastErrorAt: '2026-03-01T11:00:00Z' };
    expect(matters({ ...calm, mail }, 'me', NOW)).toEqual([]);
    expect(matters({ ...calm, mail: { ...mail, waiting: 1 } }, 'me', NOW)[0]?.help).toContain('does not answer');
  });

  it('leads to where each is mended, and counts those it does not name', () => {
    const apps = { ...allGood, withoutPeople: { total: 7, first: [app(null)] } };
    const [matter] = matters({ ...calm, apps }, 'me', NOW);
    expect(matter?.things[0]?.href).toBe('/settings/admin/oidc-clients/wiki#user-groups');
    expect(matter?.more).toBe(6);
  });

  it('tells of apps that cannot work, and leads to what they lack', () => {
    const one = { total: 1, first: [app(null)] };
    const found = matters({ ...calm, apps: { ...allGood, withoutSecret: one, withoutCallbacks: one } }, 'me', NOW);
    expect(found.map(({ things }) => things[0]?.href.split('#')[1])).toEqual(['credentials', 'callbacks']);
  });

  it('leads to people who have no passkey, all of them', () => {
    const withoutPasskey = { total: 9, first: [{ ...app(null), id: 'p2', name: 'kim' }] };
    const [matter] = matters({ ...calm, people: { withoutPasskey, keysEnding: none } }, 'me', NOW);
    expect(matter?.href).toBe('/settings/admin/users?hasPasskey=false&disabled=false');
  });

  it('calls people by their name, and adds the username where it says more', () => {
    const first = [
      { ...app(null), id: 'p2', name: 'kim', about: 'Kim Larsen' },
      { ...app(null), id: 'p3', name: 'bo', about: 'bo' },
    ];
    const people = { withoutPasskey: { total: 2, first }, keysEnding: none };
    const [matter] = matters({ ...calm, people }, 'me', NOW);
    expect(matter?.things.map(({ name, detail }) => [name, detail])).toEqual([
      ['Kim Larsen', 'kim'],
      ['bo', ''],
    ]);
  });

  it('leads to one’s own keys, and to the owner of somebody else’s', () => {
    const key = (ownerId: string) => ({ id: `k-${ownerId}`, name: 'NetBird', about: ownerId, ownerId, at: null });
    const keysEnding = { total: 9, first: [key('me'), key('kim')] };
    const [matter] = matters({ ...calm, people: { withoutPasskey: none, keysEnding } }, 'me', NOW);
    expect(matter?.things.map(({ href }) => href)).toEqual(['/settings/admin/api-keys', '/settings/admin/users/kim']);
    expect(matter?.href).toBeNull();
  });

  it('tells what ends from what has ended', () => {
    const detail = (at: string) => {
      const apps = { ...allGood, secretsEnding: { total: 1, first: [app(at)] } };
      return matters({ ...calm, apps }, 'me', NOW)[0]?.things[0]?.detail;
    };
    expect(detail('2026-03-03T12:00:00Z')).toBe('ends in 2 days');
    expect(detail('2026-02-27T12:00:00Z')).toBe('ended 2 days ago');
  });

  it('leaves out what is not told', () => {
    expect(matters({ ...calm, people: null, apps: null }, 'me', NOW)).toEqual([]);
  });
});
