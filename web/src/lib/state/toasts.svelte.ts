export interface Toast {
  id: number;
  kind: 'done' | 'wrong';
  text: string;
}

const SHOWN_FOR = 5000;
let next = 0;
let toasts = $state.raw<Toast[]>([]);

export const shownToasts = () => toasts;

export function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
}

function show(kind: Toast['kind'], text: string): void {
  const id = ++next;
  toasts = [...toasts.slice(-2), { id, kind, text }];
  if (kind === 'done') setTimeout(() => dismiss(id), SHOWN_FOR);
}

/** Something was done. */
export const tell = (text: string) => show('done', text);

/** Something was not; stays until it is dismissed. */
export const tellWrong = (text: string) => show('wrong', text);
