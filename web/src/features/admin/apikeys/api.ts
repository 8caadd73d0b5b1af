import { call } from '$lib/api/call.ts';
import { listPath } from '$lib/api/list.ts';
import type { ApiKey, Page } from '$lib/api/types.ts';

export const AREAS = ['users', 'groups', 'apps', 'settings', 'audit'] as const;
export type Area = (typeof AREAS)[number];

export interface KeyForm {
  name: string;
  description: string;
  /** A day, at whose end the key ends. */
  day: string;
  everything: boolean;
  scopes: string[];
  addressRanges: string[];
  okAfterDelete: boolean;
  mailLoginCode: boolean;
}

const DAY = 86_400_000;

/** A day as a date field writes it, in the browser's own time zone. */
export function dayIn(days: number, now = Date.now()): string {
  const then = new Date(now + days * DAY);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(then.getFullYear())}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

/** The last second of a day; null if no day is chosen, which the server complains about. */
export function endOf(day: string): string | null {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}

export const newKey = (): KeyForm => ({
  name: '',
  description: '',
  day: dayIn(30),
  everything: false,
  scopes: [],
  addressRanges: [],
  okAfterDelete: false,
  mailLoginCode: false,
});

export interface FreshKey {
  apiKey: ApiKey;
  token: string;
}

export const createKey = (form: KeyForm) =>
  call<FreshKey>('POST', '/api/api-keys', {
    name: form.name,
    description: form.description.trim() || null,
    expiresAt: endOf(form.day),
    scopes: form.everything ? [] : form.scopes,
    addressRanges: form.addressRanges,
    okAfterDelete: form.okAfterDelete,
    mailLoginCode: form.mailLoginCode,
  });

export const renewKey = (id: string, day: string) =>
  call<FreshKey>('POST', `/api/api-keys/${id}/renew`, { expiresAt: endOf(day) });

export const revokeKey = (id: string) => call('DELETE', `/api/api-keys/${id}`);

/** All of them: a person has a handful. The one that was used last comes first. */
export async function getKeys(): Promise<ApiKey[]> {
  const keys: ApiKey[] = [];
  for (let page = 1; ; page++) {
    const sort = { column: 'lastUsedAt', descending: true };
    const found = await call<Page<ApiKey>>('GET', listPath('/api/api-keys', { page, limit: 100, sort }));
    keys.push(...found.data);
    if (page >= found.pagination.totalPages) return keys;
  }
}

export const hasEnded = (key: ApiKey, now = Date.now()) => new Date(key.expiresAt).getTime() <= now;

/** How many days a key was made for, for whoever renews it; a year at most. */
export function lifetimeOf(key: ApiKey): number {
  const days = Math.round((new Date(key.expiresAt).getTime() - new Date(key.createdAt).getTime()) / DAY);
  return Math.min(365, Math.max(1, days));
}
