import { tick } from 'svelte';
import { Refused, type FieldFault } from '../api/call.ts';

/** A form: what was saved, what is typed, and what the server found wrong with it. */
export class Draft<T extends object> {
  value = $state() as T;
  faults = $state<Record<string, FieldFault>>({});
  saving = $state(false);
  #saved = $state.raw() as T;

  constructor(saved: T) {
    this.#saved = saved;
    this.value = structuredClone(saved);
  }

  get dirty(): boolean {
    return JSON.stringify(this.value) !== JSON.stringify(this.#saved);
  }

  reset(saved: T = this.#saved): void {
    this.#saved = saved;
    this.value = structuredClone(saved);
    this.faults = {};
  }

  /** What was saved is something else now: fields that nobody edited follow it. */
  rebase(saved: T): void {
    const typed = $state.snapshot(this.value) as T;
    const edited = (Object.keys(typed) as (keyof T)[]).filter(
      (key) => JSON.stringify(typed[key]) !== JSON.stringify(this.#saved[key]),
    );
    this.#saved = saved;
    this.value = { ...structuredClone(saved), ...Object.fromEntries(edited.map((key) => [key, typed[key]])) };
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
