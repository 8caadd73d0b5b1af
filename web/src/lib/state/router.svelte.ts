import { tick } from 'svelte';
import { ownLink, resolved, withQuery } from './address.ts';

/** Where the person is. Links below `/settings` change this instead of loading a page; all others load. */
let href = $state(location.href);
const current = $derived(new URL(href));

/** Asked before a page is left, one after the other: true means go. */
type Guard = () => Promise<boolean>;
let guards: Guard[] = [];

async function mayLeave(): Promise<boolean> {
  for (const guard of guards) if (!(await guard())) return false;
  return true;
}

export const router = {
  get path() {
    return current.pathname.replace(/\/+$/, '') || '/';
  },
  get query() {
    return current.searchParams;
  },
  get hash() {
    return current.hash.slice(1);
  },
};

export function guardLeaving(next: Guard): () => void {
  guards = [...guards, next];
  return () => {
    guards = guards.filter((guard) => guard !== next);
  };
}

export async function go(to: string, options: { replace?: boolean } = {}): Promise<void> {
  const target = resolved(to);
  const samePage = target.pathname === current.pathname && target.search === current.search;
  if (!samePage && !(await mayLeave())) return;
  if (options.replace) history.replaceState(null, '', target);
  else history.pushState(null, '', target);
  href = target.href;
  if (samePage) {
    showSection(target.hash.slice(1));
    return;
  }
  await tick();
  window.scrollTo(0, 0);
}

/** Changes the address in place: searching and sorting leave one entry in the history, not one per letter. */
export function replaceQuery(change: Record<string, string | null>): void {
  href = withQuery(href, change);
  history.replaceState(null, '', href);
}

export function showSection(id: string): void {
  if (!id) return;
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}

/**
 * Does what an address asks for, `#add` say, once the page is there, and takes it out of the address. For `$effect`.
 */
export function whenAsked(hash: string, act: () => void): void {
  if (router.hash !== hash) return;
  href = href.replace(/#.*$/, '');
  history.replaceState(null, '', href);
  act();
}

export function startRouter(): void {
  document.addEventListener('click', (event) => {
    const url = ownLink(event);
    if (!url) return;
    event.preventDefault();
    void go(url.href);
  });
  window.addEventListener('popstate', () => {
    const to = location.href;
    if (guards.length === 0 || location.pathname === current.pathname) {
      href = to;
      return;
    }
    history.pushState(null, '', href);
    void mayLeave().then((leave) => {
      if (!leave) return;
      guards = [];
      void go(to);
    });
  });
}
