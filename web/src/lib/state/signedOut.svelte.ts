import { call, Refused } from '../api/call.ts';

let settle = $state.raw<((back: boolean) => void) | null>(null);

/** Whether somebody is asked to sign in again. */
export const isAskedToSignIn = () => settle !== null;

/** Whether whoever the page is shown to is signed in, here or in another tab; somebody else makes the page leave. */
export async function isBack(): Promise<boolean> {
  try {
    await call('GET /api/users/me', { asItIs: true });
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** Their session has ended. Who has signed in again elsewhere meanwhile is not asked. */
export async function signInAgain(): Promise<boolean> {
  if (await isBack()) return true;
  return new Promise((resolve) => {
    settle = resolve;
  });
}

export function settleSignIn(back: boolean): void {
  settle?.(back);
  settle = null;
}
