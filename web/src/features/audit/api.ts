import { call } from '$lib/api/call.ts';
import { listPath, type ListQuery } from '$lib/api/list.ts';

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

/** Usernames by id, of everybody the log has something about. */
export const getPeople = () => call<Record<string, string>>('GET', '/api/audit-logs/filters/users');

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
