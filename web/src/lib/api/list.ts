import type { Operations } from '$api';
import { addressOf, call, type Answer, type Arguments, type Operation } from './call.ts';

/** The operations that answer page by page. */
export type Listed = {
  [K in Operation]: Operations[K]['answer'] extends { data: unknown[]; pagination: object } ? K : never;
}[Operation];

/** Those whose rows can be told apart, as tables need it. */
export type Tabled = {
  [K in Listed]: Answer<K>['data'] extends { id: string }[] ? K : never;
}[Listed];

export type RowOf<K extends Listed> = Answer<K>['data'][number];

/** What a list can be narrowed down by. */
export type FilterOf<K extends Operation> = keyof NonNullable<Operations[K]['query']> extends infer Name
  ? Name extends `filters[${infer Filter}]`
    ? Filter
    : never
  : never;

/** What a list is asked for; kept in the page's address and sent in the brackets of the API. */
export interface ListQuery<Filter extends string> {
  search: string;
  page: number;
  limit: number;
  sort: { column: string; descending: boolean } | null;
  filters: Partial<Record<Filter, string | string[]>>;
}

function inBrackets<Filter extends string>(query: Partial<ListQuery<Filter>>) {
  const { search, page, limit, sort, filters = {} } = query;
  return {
    search,
    'pagination[page]': page !== undefined && page > 1 ? page : undefined,
    'pagination[limit]': limit,
    'sort[column]': sort?.column,
    'sort[direction]': sort ? (sort.descending ? 'desc' : 'asc') : undefined,
    ...Object.fromEntries(Object.entries(filters).map(([name, value]) => [`filters[${name}]`, value])),
  };
}

/** A page of a list. */
export const list = <K extends Listed>(
  operation: K,
  query: Partial<ListQuery<FilterOf<K>>>,
  signal?: AbortSignal,
): Promise<Answer<K>> => call(operation, ...([{ query: inBrackets(query), signal }] as unknown as Arguments<K>));

/** Where the same is found as a file. */
export const fileOf = <K extends Operation>(
  operation: K,
  query: Partial<ListQuery<FilterOf<K>>>,
  format: string,
): string => addressOf(operation, ...([{ query: { ...inBrackets(query), format } }] as unknown as Arguments<K>));

/** The number of a page in an address; the first where it says nothing that could be one. */
export function pageIn(params: URLSearchParams, key: string): number {
  const page = Number(params.get(key));
  return Number.isInteger(page) && page > 0 ? page : 1;
}

/** Reads a list's state from an address. `sort=-name` means descending. */
export function readListQuery<Filter extends string>(
  params: URLSearchParams,
  defaults: { sort: string; pageKey: string; filters: Filter[]; limit: number },
): ListQuery<Filter> {
  const sort = params.get('sort') ?? defaults.sort;
  return {
    search: params.get('search') ?? '',
    page: pageIn(params, defaults.pageKey),
    limit: defaults.limit,
    sort: sort ? { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : null,
    filters: Object.fromEntries(
      defaults.filters.map((name) => [name, params.get(name) ?? ''] as const).filter(([, value]) => value),
    ) as ListQuery<Filter>['filters'],
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
export function withPeriod<Filter extends string>(query: ListQuery<Filter>): ListQuery<Filter> {
  const { from, to, ...filters } = query.filters as Record<string, string>;
  const moments = { ...(from ? { from: dayStart(from) } : {}), ...(to ? { to: dayStart(to, 1) } : {}) };
  return { ...query, filters: { ...filters, ...moments } as ListQuery<Filter>['filters'] };
}
