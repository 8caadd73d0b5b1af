/** What became of something that two have changed: `null` where they disagree. */
export type Merged<T> = { value: T } | null;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Makes one of two changes of the same thing. Of a list, what either added is there, and what either removed is gone. */
export function merge<T>(before: T, mine: T, theirs: T): Merged<T> {
  if (same(mine, before) || same(mine, theirs)) return { value: theirs };
  if (same(theirs, before)) return { value: mine };
  if (!Array.isArray(before) || !Array.isArray(mine) || !Array.isArray(theirs)) return null;
  return mergeEntries(before as unknown[], mine as unknown[], theirs as unknown[]) as Merged<T>;
}

/** The same of ids, about which nobody disagrees. */
export const mergeIds = (before: string[], mine: string[], theirs: string[]): string[] =>
  merge(before, mine, theirs)?.value ?? mine;

function mergeEntries(before: unknown[], mine: unknown[], theirs: unknown[]): Merged<unknown[]> {
  const [was, my, their] = [byName(before), byName(mine), byName(theirs)];
  if (!was || !my || !their) return null;
  const entries: unknown[] = [];
  for (const name of new Set([...their.keys(), ...my.keys()])) {
    const merged = merge(was.get(name), my.get(name), their.get(name));
    if (!merged) return null;
    if (merged.value !== undefined) entries.push(merged.value);
  }
  return { value: entries };
}

/** A claim goes by its name, anything else by what it is. Without an answer if two go by the same. */
function byName(entries: unknown[]): Map<string, unknown> | null {
  const named = new Map(entries.map((entry) => [nameOf(entry), entry]));
  return named.size === entries.length ? named : null;
}

const nameOf = (entry: unknown) =>
  typeof entry === 'object' && entry !== null && 'key' in entry ? String(entry.key) : JSON.stringify(entry);
