import { SvelteMap } from 'svelte/reactivity';

/** Rows of a list that were chosen, on whichever of its pages they stand. */
export class Selection<T extends { id: string }> {
  readonly #rows = new SvelteMap<string, T>();
  #last: string | null = null;

  get size(): number {
    return this.#rows.size;
  }

  get rows(): T[] {
    return [...this.#rows.values()];
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  clear(): void {
    this.#rows.clear();
    this.#last = null;
  }

  /**
   * @param page the rows that are seen, in order
   * @param through whether all the rows between this one and the one before it are meant as well
   */
  choose(row: T, on: boolean, page: T[], through = false): void {
    const to = page.findIndex(({ id }) => id === row.id);
    const from = through ? page.findIndex(({ id }) => id === this.#last) : -1;
    this.chooseAll(from < 0 ? [row] : page.slice(Math.min(from, to), Math.max(from, to) + 1), on);
    this.#last = row.id;
  }

  chooseAll(rows: T[], on: boolean): void {
    for (const row of rows)
      if (on) this.#rows.set(row.id, row);
      else this.#rows.delete(row.id);
  }
}
