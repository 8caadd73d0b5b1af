import { tick, untrack } from 'svelte';
import { isLeaving } from '../api/call.ts';
import { sentence } from '../i18n/errors.ts';
import * as m from '$messages';
import { showFaults, type Draft } from './draft.svelte.ts';
import { askWhose } from './meanwhile.svelte.ts';
import { inTurn } from './shared.svelte.ts';
import { tell, tellWrong } from './toasts.svelte.ts';

/** A form of the page that was changed. */
interface Changed {
  readonly saving: boolean;
  readonly dirty: boolean;
  /** @returns whether everything was accepted */
  send: () => Promise<boolean>;
  discard: () => void;
}

let changed = $state.raw<Changed[]>([]);

export const unsaved = {
  get any() {
    return changed.length > 0;
  },
  get saving() {
    return changed.some((form) => form.saving);
  },
};

interface Saving<T extends object> {
  save: (value: T) => Promise<unknown>;
  /** What is done to the form before it is sent. */
  prepare?: () => void;
  /** Sees what somebody else left, which the form then follows: for what several people may edit. */
  look?: () => Promise<unknown>;
}

/**
 * Ties a form to the bar that saves, and keeps the page from being left while it is changed. Called as a component is
 * made.
 *
 * @returns what sends this form alone, for whoever presses Enter
 */
export function savedFromBar<T extends object>(
  draft: Draft<T>,
  { save, prepare, look }: Saving<T>,
): () => Promise<void> {
  const form: Changed = {
    get saving() {
      return draft.saving;
    },
    get dirty() {
      return draft.dirty;
    },
    async send() {
      prepare?.();
      if (!draft.dirty || draft.saving) return true;
      try {
        return await (look ? sendInTurn(draft, save, look) : draft.save(save));
      } catch (error) {
        tellWrong(sentence(error));
        return false;
      }
    },
    discard: () => draft.reset(),
  };
  $effect(() => {
    if (!draft.dirty) return;
    untrack(() => (changed = [...changed, form]));
    return () => (changed = changed.filter((other) => other !== form));
  });
  return () => sendAll([form]);
}

/** Whoever was overtaken decides about what both have changed; what only the other has changed stays. */
async function sendInTurn<T extends object>(
  draft: Draft<T>,
  save: (value: T) => Promise<unknown>,
  look: () => Promise<unknown>,
): Promise<boolean> {
  let others = false;
  const accepted = await inTurn(
    async () => {
      if (draft.disputes.length > 0) {
        const whose = await askWhose(draft.disputes);
        if (!whose) return false;
        draft.decide(whose);
      }
      return !draft.dirty || (await draft.save(save));
    },
    async () => {
      const before = JSON.stringify(draft.saved);
      await look();
      await tick();
      others ||= JSON.stringify(draft.saved) !== before;
    },
  );
  if (accepted && others) tell(m.meanwhile_both());
  return accepted;
}

export const saveAll = () => sendAll(changed);

export const discardAll = () => changed.forEach((form) => form.discard());

/** One after the other, so that each is based on what the one before left. */
async function sendAll(forms: Changed[]): Promise<void> {
  let accepted = true;
  let sent = false;
  for (const form of forms) {
    if (form.saving) return;
    sent ||= form.dirty;
    accepted = (await form.send()) && accepted;
  }
  if (!accepted) await showFaults();
  else if (sent) tell(m.ui_saved());
}

/** The browser asks before it leaves. What was saved a moment ago is no reason to. */
export function askBeforeUnload(event: BeforeUnloadEvent): void {
  if (!isLeaving() && changed.some((form) => form.dirty)) event.preventDefault();
}
