/** What is asked before something that cannot be taken back. */
export interface Question {
  title: string;
  text: string;
  action: string;
  danger: boolean;
  /** Does it. The question stays open until this ends, and shows why when it fails. */
  run: () => Promise<unknown>;
}

interface Open extends Question {
  settle: (done: boolean) => void;
}

let open = $state.raw<Open | null>(null);

export const openQuestion = () => open;

export function settle(done: boolean): void {
  open?.settle(done);
  open = null;
}

/** Resolves to whether it was confirmed and done. */
export function confirm(question: Question): Promise<boolean> {
  settle(false);
  return new Promise((resolve) => {
    open = { ...question, settle: resolve };
  });
}
