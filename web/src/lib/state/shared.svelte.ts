import { Refused, type Versioned } from '../api/call.ts';
import { Resource } from './resource.svelte.ts';

/** How often a change is tried again before whoever makes it is told that others keep being faster. */
const ATTEMPTS = 4;

/**
 * Makes a change that is refused if somebody else was faster, and then again on what they left.
 *
 * @param look sees what they left
 */
export async function inTurn<R>(make: () => Promise<R>, look: () => Promise<unknown>): Promise<R> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 412 || left === 1) throw error;
      await look();
    }
  }
}

/** Something that several people may edit at once: as it was last seen, and the version that a change is based on. */
export class Shared<T> extends Resource<Versioned<T>> {
  get seen(): Versioned<T> {
    if (!this.value) throw new Error('nothing was seen yet');
    return this.value;
  }

  /** Changes one thing about it, whatever else somebody changed in the meantime, and sees what became of it. */
  async change(make: (seen: T, version: string) => Promise<unknown>): Promise<void> {
    const look = () => this.refresh();
    await inTurn(() => make(this.seen.value, this.seen.version), look);
    await look();
  }
}
