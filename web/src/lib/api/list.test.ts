import { afterEach, describe, expect, it, vi } from 'vitest';
import { fileOf, list, readListQuery, withPeriod } from './list.ts';

const defaults = { sort: 'name', pageKey: 'user-list-page', filters: ['isAdmin' as const], limit: 20 };

/** Where a list is asked for. */
async function asked(ask: () => Promise<unknown>): Promise<string> {
  const fetched = vi.fn((address: string) => Promise.resolve(new Response('{}', { headers: { asked: address } })));
  vi.stubGlobal('fetch', fetched);
  await ask();
  return decodeURIComponent(fetched.mock.calls[0]?.[0] ?? '');
}
afterEach(() => vi.unstubAllGlobals());

describe('a list', () => {
  it('is read from the address and asked in brackets', async () => {
    const query = readListQuery(
      new URLSearchParams('search=an na&sort=-email&user-list-page=3&isAdmin=true&other=1'),
      defaults,
    );
    expect(await asked(() => list('GET /api/users', query))).toBe(
      '/api/users?search=an+na&pagination[page]=3&pagination[limit]=20&sort[column]=email&sort[direction]=desc&filters[isAdmin]=true',
    );
  });

  it.each(['0', '-1', '1.5', 'x', ''])('starts at the first page when the address says %s', (page) => {
    expect(readListQuery(new URLSearchParams({ 'user-list-page': page }), defaults).page).toBe(1);
  });

  it('asks for nothing it was not told', async () => {
    expect(await asked(() => list('GET /api/users', {}))).toBe('/api/users');
  });

  it('is a file under the same conditions', () => {
    expect(decodeURIComponent(fileOf('GET /api/audit-logs/export', { filters: { event: 'SIGN_IN' } }, 'csv'))).toBe(
      '/api/audit-logs/export?filters[event]=SIGN_IN&format=csv',
    );
  });
});

describe('a period', () => {
  const moments = (filters: Record<string, string>) =>
    withPeriod({ search: '', page: 1, limit: 20, sort: null, filters }).filters;

  it('includes both of its days', () => {
    const { from, to, event } = moments({ from: '2026-03-01', to: '2026-03-01', event: 'SIGN_IN' });
    expect(new Date(String(from))).toEqual(new Date('2026-03-01T00:00:00'));
    expect(new Date(String(to))).toEqual(new Date('2026-03-02T00:00:00'));
    expect(event).toBe('SIGN_IN');
  });

  it('leaves out what is no day', () => {
    expect(moments({ from: 'yesterday' })).toEqual({ from: '' });
  });
});
