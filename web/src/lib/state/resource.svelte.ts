import { Refused } from '../api/call.ts';

export type Situation<T> =
  { kind: 'waiting'; slow: boolean } | { kind: 'ready'; value: T } | { kind: 'failed'; refused: Refused };

/** How long an answer may take before a skeleton stands in for it. */
const PATIENCE = 300;

/** Something fetched: what it is now, and how to fetch it again. A later fetch wins over an earlier one. */
export class Resource<T> {
  situation = $state.raw<Situation<T>>({ kind: 'waiting', slow: false });
  #turn = 0;

  constructor(private readonly fetch: () => Promise<T>) {
    void this.reload();
  }

  get value(): T | null {
    return this.situation.kind === 'ready' ? this.situation.value : null;
  }

  /** Keeps showing what is there until the new answer arrives. */
  async reload(): Promise<void> {
    const turn = ++this.#turn;
    if (this.situation.kind !== 'ready') this.situation = { kind: 'waiting', slow: false };
    const timer = setTimeout(() => {
      if (turn === this.#turn && this.situation.kind === 'waiting') this.situation = { kind: 'waiting', slow: true };
    }, PATIENCE);
    try {
      const value = await this.fetch();
      if (turn === this.#turn) this.situation = { kind: 'ready', value };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (turn === this.#turn) this.situation = { kind: 'failed', refused: error };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Fetches it anew. What is there stays if that fails, which is thrown on. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const value = await this.fetch();
    if (turn === this.#turn) this.situation = { kind: 'ready', value };
  }

  set(value: T): void {
    this.#turn++;
    this.situation = { kind: 'ready', value };
  }
}
