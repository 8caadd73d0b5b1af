import type { Dispute } from './draft.svelte.ts';

/** Whose is to stay of what two have changed; `null`: it is not decided yet. */
export type Whose = 'theirs' | 'mine' | null;

interface Open {
  disputes: Dispute[];
  settle: (whose: Whose) => void;
}

let open = $state.raw<Open | null>(null);

export const openDisputes = () => open?.disputes ?? null;

export function settleDisputes(whose: Whose): void {
  open?.settle(whose);
  open = null;
}

/** Asks whoever edits this, for whom somebody else was too fast. */
export function askWhose(disputes: Dispute[]): Promise<Whose> {
  settleDisputes(null);
  return new Promise((settle) => {
    open = { disputes, settle };
  });
}
