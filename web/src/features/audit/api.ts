import { call } from '$lib/api/call.ts';
import { list } from '$lib/api/list.ts';
import { nameOf } from '$lib/i18n/format.ts';

/** The first people whom a search finds. */
export async function findPeople(search: string) {
  const sort = { column: 'displayName', descending: false };
  const found = await list('GET /api/users', { search, limit: 20, sort });
  return found.data.map((user) => ({ value: user.id, text: nameOf(user), detail: user.email ?? user.username }));
}

/** What somebody is called; who is gone goes by their id. */
export const callPerson = (id: string) => call('GET /api/users/{id}', { path: { id } }).then(nameOf, () => id);

export const getClientNames = () => call('GET /api/audit-logs/filters/client-names');

/** The last thirty days, as a time zone counts days. */
export const getActivity = (zone: string) => call('GET /api/audit-logs/activity', { query: { zone } });
