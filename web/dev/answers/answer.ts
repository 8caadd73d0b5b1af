/** What the sample server says. */
export interface Answer {
  status: number;
  body?: unknown;
}

export const ok = (body?: unknown): Answer => (body === undefined ? { status: 204 } : { status: 200, body });
export const missing: Answer = {
  status: 404,
  body: { error: 'Not found', code: 'not_found', request_id: '01K9Z3M5T7' },
};
export const wrong = (field: string, code: string, message: string): Answer => ({
  status: 400,
  body: { error: message, code: 'validation_failed', details: { fields: [{ field, code, message }] } },
});

/** A page of a list, sorted as the address says. */
export function page<T>(all: T[], url: URL) {
  const limit = Number(url.searchParams.get('pagination[limit]') ?? 20);
  const totalPages = Math.max(1, Math.ceil(all.length / limit));
  const currentPage = Math.min(totalPages, Number(url.searchParams.get('pagination[page]') ?? 1));
  const column = url.searchParams.get('sort[column]') as keyof T | null;
  const sorted = column ? all.toSorted((a, b) => String(a[column]).localeCompare(String(b[column]))) : all;
  if (url.searchParams.get('sort[direction]') === 'desc') sorted.reverse();
  return {
    data: sorted.slice((currentPage - 1) * limit, currentPage * limit),
    pagination: { totalPages, totalItems: all.length, currentPage, itemsPerPage: limit },
  };
}

export const found = (text: string, url: URL) =>
  text.toLowerCase().includes((url.searchParams.get('search') ?? '').toLowerCase());
export const filtered = (url: URL, name: string, value: boolean) =>
  !url.searchParams.has(`filters[${name}]`) || url.searchParams.get(`filters[${name}]`) === String(value);
