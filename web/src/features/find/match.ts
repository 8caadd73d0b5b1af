import type { Group } from './entries.ts';

/** How many entries of a kind are shown at once while something is typed. */
const MOST = 6;

/** Letters as one types them: without case, and without marks that a keyboard may lack. */
export const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** How well a text fits what is typed: 0 begins with it, 1 has a word that does, 2 contains it, null does not. */
export function fit(text: string, typed: string): number | null {
  const whole = plain(text);
  if (whole.startsWith(typed)) return 0;
  const ranks = typed.split(/\s+/).map((word) => {
    const at = whole.indexOf(word);
    if (at < 0) return null;
    return new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(word)}`, 'u').test(whole) ? 1 : 2;
  });
  return ranks.reduce<number | null>(
    (worst, rank) => (worst === null || rank === null ? null : Math.max(worst, rank)),
    1,
  );
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The entries that fit, the best first; groups that have none leave. */
export function matching(groups: Group[], typed: string): Group[] {
  const wanted = plain(typed);
  if (wanted === '') return groups;
  return groups
    .map((group) => ({
      ...group,
      entries: group.entries
        .map((entry) => ({ entry, rank: fit(entry.title, wanted) }))
        .filter(({ rank }) => rank !== null)
        .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
        .slice(0, MOST)
        .map(({ entry }) => entry),
    }))
    .filter(({ entries }) => entries.length > 0);
}
