import { tick, untrack } from 'svelte';
import { Refused, type FieldFault } from '../api/call.ts';
import { merge } from './merge.ts';

/** A field that was changed here, and by somebody else meanwhile. */
export interface Dispute {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** A form: what was saved, what is typed, and what the server found wrong with it. */
export class Draft<T extends object> {
  value = $state() as T;
  faults = $state<Record<string, FieldFault>>({});
  saving = $state(false);
  #saved = $state.raw() as T;
  #disputed = $state.raw<string[]>([]);

  /** @param together fields that mean something only with each other: who changes one of them has changed them all */
  constructor(
    saved: T,
    private readonly together: string[][] = [],
  ) {
    this.#saved = saved;
    this.value = structuredClone(saved);
  }

  get dirty(): boolean {
    return JSON.stringify(this.value) !== JSON.stringify(this.#saved);
  }

  /** What was saved last, as far as is known here. */
  get saved(): T {
    return this.#saved;
  }

  /** What is to be decided before this is sent. */
  get disputes(): Dispute[] {
    const typed = $state.snapshot(this.value) as T;
    return this.#disputed
      .map((field) => ({ field, mine: typed[field as keyof T], theirs: this.#saved[field as keyof T] }))
      .filter(({ mine, theirs }) => JSON.stringify(mine) !== JSON.stringify(theirs));
  }

  reset(saved: T = this.#saved): void {
    this.#saved = saved;
    this.value = structuredClone(saved);
    this.faults = {};
    this.#disputed = [];
  }

  /** What was saved is something else now: what is typed stays, and what nobody edited here follows. */
  rebase(saved: T): void {
    if (JSON.stringify(saved) === JSON.stringify(this.#saved)) return;
    const next = $state.snapshot(this.value) as T;
    const changed = (of: T) => (field: string) =>
      JSON.stringify(of[field as keyof T]) !== JSON.stringify(this.#saved[field as keyof T]);
    const bound = this.together.filter((fields) => fields.some(changed(next)) && fields.some(changed(saved))).flat();
    for (const field of Object.keys(saved) as (keyof T & string)[]) {
      const merged = bound.includes(field)
        ? null
        : merge(this.#saved[field], next[field], structuredClone(saved[field]));
      if (merged) next[field] = merged.value;
      else this.#disputed = [...this.#disputed.filter((other) => other !== field), field];
    }
    this.#saved = saved;
    this.value = next;
  }

  /** Ends what is in dispute: with what the others saved, or with what is typed here. */
  decide(whose: 'theirs' | 'mine'): void {
    if (whose === 'theirs')
      for (const field of this.#disputed as (keyof T)[]) this.value[field] = structuredClone(this.#saved[field]);
    this.#disputed = [];
  }

  /** Typing into a field takes back the complaint about it. */
  clear(field: string): void {
    if (this.faults[field])
      this.faults = Object.fromEntries(Object.entries(this.faults).filter(([name]) => name !== field));
  }

  /**
   * Sends the form. Complaints about fields go to the fields; anything else is thrown on.
   *
   * @returns whether it was accepted
   */
  async save(send: (value: T) => Promise<unknown>): Promise<boolean> {
    this.saving = true;
    this.faults = {};
    try {
      await send($state.snapshot(this.value) as T);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const fields = faultsOf(error);
      if (fields.length === 0) throw error;
      this.faults = Object.fromEntries(fields.map((fault) => [fault.field, fault]));
      return false;
    } finally {
      this.saving = false;
    }
  }
}

/** Has a form follow what was saved of something that others edit as well. Called as a component is made. */
export function follow<T extends object>(draft: Draft<T>, saved: () => T): void {
  $effect(() => {
    const now = saved();
    untrack(() => draft.rebase(now));
  });
}

/** A conflict names its property instead of a field; both are complaints about one. */
function faultsOf(refused: Refused): FieldFault[] {
  if (refused.fields.length > 0) return refused.fields;
  if (refused.code === 'already_in_use' && refused.property)
    return [{ field: refused.property, code: 'already_in_use', message: refused.message }];
  if (refused.code === 'client_id_already_exists')
    return [{ field: 'id', code: 'already_in_use', message: refused.message }];
  return [];
}

/** Takes the person to the first field that was complained about. */
export async function showFaults(): Promise<void> {
  await tick();
  document.querySelector<HTMLElement>('dialog [aria-invalid="true"], [aria-invalid="true"]')?.focus();
}
