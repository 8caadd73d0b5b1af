import { describe, expect, it } from 'vitest';
import { idFromPath, idInPath, listPath, readListQuery, withPeriod } from './list.ts';

const defaults = { sort: 'name', pageKey: 'user-list-page', filters: ['isAdmin'], limit: 20 };

describe('a list', () => {
  it('is read from the address and asked in brackets', () => {
    const query = readListQuery(
      new URLSearchParams('search=an na&sort=-email&user-list-page=3&isAdmin=true&other=1'),
      defaults,
    );
    expect(listPath('/api/users', query)).toBe(
      '/api/users?search=an+na&pagination%5Bpage%5D=3&pagination%5Blimit%5D=20&sort%5Bcolumn%5D=email&sort%5Bdirection%5D=desc&filters%5BisAdmin%5D%5B0%5D=true',
    );
  });

  it.each(['0', '-1', '1.5', 'x', ''])('starts at the first page when the address says %s', (page) => {
    expect(readListQuery(new URLSearchParams({ 'user-list-page': page }), defaults).page).toBe(1);
  });

  it('asks for nothing it was not told', () => {
    expect(listPath('/api/users', {})).toBe('/api/users');
  });
});

describe('a period', () => {
  const asked = (filters: Record<string, string>) =>
    withPeriod({ search: '', page: 1, limit: 20, sort: null, filters }).filters;

  it('includes both of its days', () => {
    const { from, to, event } = asked({ from: '2026-03-01', to: '2026-03-01', event: 'SIGN_IN' });
    expect(new Date(from ?? '')).toEqual(new Date('2026-03-01T00:00:00'));
    expect(new Date(to ?? '')).toEqual(new Date('2026-03-02T00:00:00'));
    expect(event).toBe('SIGN_IN');
  });

  it('leaves out what is no day', () => {
    expect(listPath('/a', { filters: asked({ from: 'yesterday' }) })).toBe('/a');
  });
});

describe('an id in a path', () => {
  it.each(['photo-app', 'https://app.example/über?x=/', 'a b', '~x'])('comes back as it was: %s', (id) => {
    expect(idFromPath(idInPath(id))).toBe(id);
  });

  it('stays readable where it is plain', () => {
    expect(idInPath('photo-app_1.0')).toBe('photo-app_1.0');
  });

  it('is taken as it stands when it only looks encoded', () => {
    expect(idFromPath('~not base64!')).toBe('~not base64!');
  });
});
