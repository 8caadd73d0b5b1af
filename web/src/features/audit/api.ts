import { call } from '$lib/api/call.ts';
import { listPath, type ListQuery } from '$lib/api/list.ts';
import type { Page, User } from '$lib/api/types.ts';
import { nameOf } from '$lib/i18n/format.ts';

export interface AuditEntry {
  id: string;
  createdAt: string;
  event: string;
  ipAddress: string;
  country: string;
  city: string;
  device: string;
  userID: string;
  username: string;
  actorUsername: string;
  data: Record<string, string>;
}

/** The first people whom a search finds. */
export async function findPeople(search: string) {
  const sort = { column: 'displayName', descending: false };
  const found = await call<Page<User>>('GET', listPath('/api/users', { search, limit: 20, sort }));
  return found.data.map((user) => ({ value: user.id, text: nameOf(user), detail: user.email ?? user.username }));
}

/** What somebody is called; who is gone goes by their id. */
export const callPerson = (id: string) =>
  call<User>('GET', `/api/users/${encodeURIComponent(id)}`).then(nameOf, () => id);

export const getClientNames = () => call<string[]>('GET', '/api/audit-logs/filters/client-names');

export interface ActiveDay {
  day: string;
  signIns: number;
  refusals: number;
}

/** The last thirty days, as a time zone counts days. */
export const getActivity = (zone: string) =>
  call<ActiveDay[]>('GET', `/api/audit-logs/activity?zone=${encodeURIComponent(zone)}`);

/** Where everything that a list is limited to is found as a file. */
export function fileOf(path: string, query: Partial<ListQuery>, format: string): string {
  const address = listPath(`${path}/export`, query);
  return `${address}${address.includes('?') ? '&' : '?'}format=${format}`;
}
