import { call } from '$lib/api/call.ts';

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
