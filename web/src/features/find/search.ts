import UsersRound from '@lucide/svelte/icons/users-round';
import ListFilter from '@lucide/svelte/icons/list-filter';
import * as m from '$messages';
import { idInPath } from '$lib/api/id.ts';
import { list } from '$lib/api/list.ts';
import { hostOf, nameOf } from '$lib/i18n/format.ts';
import type { Entry, Group } from './entries.ts';

/** How many of each kind are asked for. */
const SHOWN = 5;

/** The people, groups and apps that a text is found in. For administrators. */
export async function search(text: string, signal: AbortSignal): Promise<Group[]> {
  const by = (column: string) => ({ search: text, limit: SHOWN, sort: { column, descending: false } });
  const [people, groups, apps] = await Promise.all([
    list('GET /api/users', by('displayName'), signal),
    list('GET /api/user-groups', by('friendlyName'), signal),
    list('GET /api/oidc/clients', by('name'), signal),
  ]);
  const found = (id: string, title: string, page: string, total: number, entries: Entry[]): Group => ({
    id,
    title,
    entries: total > SHOWN ? [...entries, theRest(id, `${page}?search=${encodeURIComponent(text)}`, total)] : entries,
  });
  return [
    found(
      'people',
      m.nav_people(),
      '/settings/admin/users',
      people.pagination.totalItems,
      people.data.map((user) => ({
        id: `person-${user.id}`,
        title: nameOf(user),
        detail: user.email ?? user.username,
        sign: { kind: 'person', seed: user.id, picture: user.pictureUrl },
        leads: { href: `/settings/admin/users/${user.id}` },
      })),
    ),
    found(
      'groups',
      m.nav_groups(),
      '/settings/admin/user-groups',
      groups.pagination.totalItems,
      groups.data.map((group) => ({
        id: `group-${group.id}`,
        title: group.friendlyName,
        detail: m.groups_members({ n: group.userCount }),
        sign: { kind: 'icon', icon: UsersRound },
        leads: { href: `/settings/admin/user-groups/${group.id}` },
      })),
    ),
    found(
      'apps',
      m.nav_clients(),
      '/settings/admin/oidc-clients',
      apps.pagination.totalItems,
      apps.data.map((app) => ({
        id: `app-${app.id}`,
        title: app.name,
        ...(app.launchURL ? { detail: hostOf(app.launchURL) } : {}),
        sign: { kind: 'app', name: app.name, logo: app.logo, darkLogo: app.darkLogo },
        leads: { href: `/settings/admin/oidc-clients/${idInPath(app.id)}` },
      })),
    ),
  ].filter(({ entries }) => entries.length > 0);
}

const theRest = (kind: string, href: string, total: number): Entry => ({
  id: `all-${kind}`,
  title: m.overview_more({ n: total - SHOWN }),
  sign: { kind: 'icon', icon: ListFilter },
  leads: { href },
});

/** The apps that somebody may open themselves. There are a handful, so they are fetched once. */
export async function openable(): Promise<Group> {
  const { data } = await list('GET /api/oidc/users/me/clients', { limit: 100, filters: { hasLaunchURL: 'true' } });
  return {
    id: 'own-apps',
    title: m.nav_apps(),
    entries: data.flatMap(({ id, name, launchURL, logo, darkLogo }) =>
      launchURL === null
        ? []
        : {
            id: `open-${id}`,
            title: m.find_launch({ name }),
            detail: hostOf(launchURL),
            sign: { kind: 'app', name, logo, darkLogo },
            leads: { href: launchURL, away: true },
          },
    ),
  };
}
