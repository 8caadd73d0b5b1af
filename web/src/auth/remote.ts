/* A page that waits to be signed in from another device: it counts down, asks now and then whether there is an answer,
   and then sends its form, which brings the session or says why not. */
import { ask, Refusal } from './server.ts';

const EVERY = 3000;
const SECOND = 1000;

export function wait(root: HTMLElement): void {
  const form = root.querySelector('form');
  const ends = Date.now() + Number(root.dataset['seconds']) * SECOND;
  let asked = Date.now();
  let asking = false;

  const turn = async (): Promise<void> => {
    const left = Math.max(0, Math.ceil((ends - Date.now()) / SECOND));
    const clock = root.querySelector('[data-left]');
    if (clock) clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (left === 0) return over();
    if (asking || document.hidden || Date.now() - asked < EVERY) return;
    asking = true;
    if (await answered()) {
      clearInterval(turning);
      form?.requestSubmit();
      return;
    }
    asked = Date.now();
    asking = false;
  };

  const over = (): void => {
    clearInterval(turning);
    show(root, 'over');
    root.querySelector<HTMLElement>('[data-again]')?.focus();
  };

  window.addEventListener('pageshow', (event) => {
    if (event.persisted) root.querySelector<HTMLElement>('[data-again]')?.click();
  });
  show(root, 'waiting');
  const turning = setInterval(() => void turn(), SECOND);
  void turn();
}

/* What went wrong on the way there is no answer: it asks again. */
async function answered(): Promise<boolean> {
  try {
    return (await ask('GET', '/login/alternative/device/wait'))['waiting'] === false;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function show(root: HTMLElement, state: 'waiting' | 'over'): void {
  for (const part of root.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset['when'] !== state;
  const press = root.querySelector<HTMLElement>('[data-press]');
  if (press) press.hidden = true;
}
