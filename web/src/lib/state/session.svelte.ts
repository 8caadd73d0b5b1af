import { boot } from '../boot.ts';

type Me = NonNullable<typeof boot.user>;

let me = $state.raw<Me | null>(boot.user);

/** Who is signed in. The app is only shown to somebody who is. */
export function currentUser(): Me {
  if (!me) throw new Error('nobody is signed in');
  return me;
}

export function updateCurrentUser(change: Partial<Me>): void {
  if (me) me = { ...me, ...change };
}
