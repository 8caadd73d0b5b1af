/** What a list is asked for; kept in the page's address and sent in the brackets of the API. */
export interface ListQuery {
  search: string;
  page: number;
  limit: number;
  sort: { column: string; descending: boolean } | null;
  filters: Record<string, string>;
}

export function listPath(path: string, query: Partial<ListQuery>): string {
  const params = new URLSearchParams();
  if (query.search) params.set('search', query.search);
  if (query.page && query.page > 1) params.set('pagination[page]', String(query.page));
  if (query.limit) params.set('pagination[limit]', String(query.limit));
  if (query.sort) {
    params.set('sort[column]', query.sort.column);
    params.set('sort[direction]', query.sort.descending ? 'desc' : 'asc');
  }
  for (const [name, value] of Object.entries(query.filters ?? {})) if (value) params.set(`filters[${name}][0]`, value);
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** Reads a list's state from an address. `sort=-name` means descending. */
export function readListQuery(
  params: URLSearchParams,
  defaults: { sort: string; pageKey: string; filters: string[]; limit: number },
): ListQuery {
  const sort = params.get('sort') ?? defaults.sort;
  const page = Number(params.get(defaults.pageKey));
  return {
    search: params.get('search') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    limit: defaults.limit,
    sort: sort ? { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : null,
    filters: Object.fromEntries(
      defaults.filters.map((name) => [name, params.get(name) ?? ''] as const).filter(([, value]) => value),
    ),
  };
}

const dayStart = (day: string, later = 0) => {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return Number.isNaN(start.getTime()) ? '' : start.toISOString();
};

/**
 * `from` and `to` name days in the address, both included, as they begin and end where the reader is; the API is asked
 * for moments.
 */
export function withPeriod(query: ListQuery): ListQuery {
  const { from, to, ...filters } = query.filters;
  return {
    ...query,
    filters: { ...filters, ...(from ? { from: dayStart(from) } : {}), ...(to ? { to: dayStart(to, 1) } : {}) },
  };
}

/** An id in a path: what is not plain goes as `~` and base64url, as the API reads it. */
export function idInPath(id: string): string {
  if (/^[A-Za-z0-9._-]+$/.test(id)) return id;
  const bytes = new TextEncoder().encode(id);
  return `~${btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')}`;
}

export function idFromPath(segment: string): string {
  if (!segment.startsWith('~')) return decodeURIComponent(segment);
  try {
    const binary = atob(segment.slice(1).replace(/-/g, '+').replace(/_/g, '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
  } catch {
    return segment;
  }
}
