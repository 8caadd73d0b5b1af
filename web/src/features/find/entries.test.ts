import { describe, expect, it, vi } from 'vitest';
import { matchRoute } from '../../routes.ts';
import { sections } from '../admin/settings/sections.ts';
import { knownTo, type Group } from './entries.ts';

vi.mock('$lib/state/shortcuts.svelte.ts', () => ({ showShortcuts: () => undefined }));

const entries = (groups: Group[]) => groups.flatMap((group) => group.entries);
const links = (groups: Group[]) => entries(groups).flatMap(({ leads }) => ('href' in leads ? leads.href : []));
const routeOf = (href: string) => matchRoute(href.replace(/#.*/, ''));

describe('what is known before anything is typed', () => {
  it('leads an administrator to every page that needs no id', () => {
    const elsewhere = links(knownTo(true)).filter((href) => href !== '/logout' && routeOf(href) === null);
    expect(elsewhere).toEqual([]);
    expect(links(knownTo(true))).toContain('/settings/admin/oidc-clients');
  });

  it('tells nobody else of what they may not open', () => {
    expect(links(knownTo(false)).filter((href) => routeOf(href)?.route.admin)).toEqual([]);
    expect(links(knownTo(false)).filter((href) => href.includes('/admin'))).toEqual([]);
  });

  it('has an id of its own for each', () => {
    const ids = entries(knownTo(true)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('leads to each part of the settings', () => {
    const wanted = sections.map(({ id }) => `/settings/admin/application-configuration#${id}`);
    expect(links(knownTo(true))).toEqual(expect.arrayContaining(wanted));
  });
});
