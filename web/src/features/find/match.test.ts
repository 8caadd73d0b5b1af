import { describe, expect, it } from 'vitest';
import type { Group } from './entries.ts';
import { fit, matching } from './match.ts';

describe('what fits', () => {
  it.each([
    ['Audit log', 'aud', 0],
    ['Audit log', 'log', 1],
    ['Add OIDC Client', 'oidc add', 1],
    ['Add OIDC Client', 'lient', 2],
    ['Add OIDC Client', 'add group', null],
    ['Zugänge', 'zugange', 0],
    ['OIDC クライアントを追加', '追加', 2],
    ['a.b', '.', 2],
  ])('%s for %s: %o', (text, typed, rank) => {
    expect(fit(text, typed)).toBe(rank);
  });

  const group = (id: string, ...titles: string[]): Group => ({
    id,
    title: id,
    entries: titles.map((title) => ({
      id: title,
      title,
      sign: { kind: 'app', name: '', logo: null, darkLogo: null },
      leads: { href: '' },
    })),
  });
  const titles = (groups: Group[]) => groups.map(({ entries }) => entries.map(({ title }) => title));

  it('comes in the order of how well it does, and groups with nothing leave', () => {
    const groups = [group('a', 'Your groups', 'Regroup', 'Groups'), group('b', 'People')];
    expect(titles(matching(groups, ' Group '))).toEqual([['Groups', 'Your groups', 'Regroup']]);
  });

  it('is everything before anything is typed', () => {
    const groups = [group('a', 'Groups'), group('b', 'People')];
    expect(matching(groups, ' ')).toEqual(groups);
  });
});
