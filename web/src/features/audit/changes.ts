/** Of a value what it was and is, of a list what left it and what came to it. */
export type Change =
  | { field: string; kind: 'value'; before: string; after: string }
  | { field: string; kind: 'secret' }
  | { field: string; kind: 'list'; removed: Named; added: Named };

/** The first few of several, and how many there are beyond them. */
export interface Named {
  names: string[];
  more: number;
}

/** What an entry says of a change, field by field. */
export function changesOf(data: Record<string, string>): Change[] {
  const fields = new Set<string>();
  for (const key of Object.keys(data)) {
    const field = /^(.+)\.(before|after|added|removed)$/.exec(key)?.[1];
    if (field !== undefined) fields.add(field);
  }
  return [...fields].map((field) => changeOf(field, data));
}

function changeOf(field: string, data: Record<string, string>): Change {
  const before = data[`${field}.before`];
  const after = data[`${field}.after`];
  if (before === undefined || after === undefined)
    return { field, kind: 'list', removed: named(data, `${field}.removed`), added: named(data, `${field}.added`) };
  return before === after ? { field, kind: 'secret' } : { field, kind: 'value', before, after };
}

function named(data: Record<string, string>, key: string): Named {
  const names = data[key]?.split('\n') ?? [];
  return { names, more: Math.max(0, Number(data[`${key}.total`] ?? 0) - names.length) };
}
