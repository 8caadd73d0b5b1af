import type { ApiKey, ApiKeyShown } from '$api';
import { call, Refused, type Given } from '$lib/api/call.ts';
import { list } from '$lib/api/list.ts';
import { contains } from '$lib/i18n/format.ts';

export const AREAS = ['users', 'groups', 'apps', 'settings', 'audit'] as const;
export type Area = (typeof AREAS)[number];

export interface KeyForm {
  name: string;
  description: string;
  /** A day, at whose end the key ends. */
  day: string;
  everything: boolean;
  scopes: ApiKeyScope[];
  addressRanges: string[];
  okAfterDelete: boolean;
  mailLoginCode: boolean;
}

const DAY = 86_400_000;

/** What a key may be limited to. */
type ApiKeyScope = NonNullable<Given<'POST /api/api-keys'>['body']['scopes']>[number];

/** A day as a date field writes it, in the browser's own time zone. */
export function dayIn(days: number, now = Date.now()): string {
  const then = new Date(now + days * DAY);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(then.getFullYear())}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

/** The last second of a day. That none is chosen is complained about here, since the server takes a time or nothing. */
export function endOf(day: string): string {
  const end = lastSecond(day);
  if (end === null) throw missing(['expiresAt']);
  return end;
}

/**
 * Complains about all that is missing at once. That no day or nothing to do is chosen is complained about here, since to
 * the server it means something; and so the name is as well, which would otherwise come after them.
 */
export function expectWhole({ name, day, everything, scopes }: KeyForm): void {
  const fields = [
    ...(name.trim() === '' ? ['name'] : []),
    ...(lastSecond(day) === null ? ['expiresAt'] : []),
    ...(!everything && scopes.length === 0 ? ['scopes'] : []),
  ];
  if (fields.length > 0) throw missing(fields);
}

function lastSecond(day: string): string | null {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}

const missing = (fields: string[]) =>
  new Refused(
    400,
    'validation_failed',
    '',
    fields.map((field) => ({ field, code: 'required', message: 'is required' })),
  );

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

export type FreshKey = ApiKeyShown;

export function createKey(form: KeyForm) {
  expectWhole(form);
  return call('POST /api/api-keys', {
    body: {
      name: form.name,
      description: form.description.trim() || null,
      expiresAt: endOf(form.day),
      scopes: form.everything ? [] : form.scopes,
      addressRanges: form.addressRanges,
      okAfterDelete: form.okAfterDelete,
      mailLoginCode: form.mailLoginCode,
    },
  });
}

export const renewKey = (id: string, day: string) =>
  call('POST /api/api-keys/{id}/renew', { path: { id }, body: { expiresAt: endOf(day) } });

export const revokeKey = (id: string) => call('DELETE /api/api-keys/{id}', { path: { id } });

/** All of them: a person has a handful. The one that was used last comes first. */
export async function getKeys(): Promise<ApiKey[]> {
  const keys: ApiKey[] = [];
  for (let page = 1; ; page++) {
    const sort = { column: 'lastUsedAt', descending: true };
    const found = await list('GET /api/api-keys', { page, limit: 100, sort });
    keys.push(...found.data);
    if (page >= found.pagination.totalPages) return keys;
  }
}

/** Whether a text is part of what the list shows of a key. */
export const findsKey = (key: ApiKey, text: string) =>
  contains([key.name, key.description ?? '', ...key.scopes, ...key.addressRanges], text);

export const hasEnded = (key: ApiKey, now = Date.now()) => new Date(key.expiresAt).getTime() <= now;

/** How many days a key was made for, for whoever renews it; a year at most. */
export function lifetimeOf(key: ApiKey): number {
  const days = Math.round((new Date(key.expiresAt).getTime() - new Date(key.createdAt).getTime()) / DAY);
  return Math.min(365, Math.max(1, days));
}
