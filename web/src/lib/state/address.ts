export const resolved = (to: string) => new URL(to, location.href);

/** The same address with some of its parameters changed; an empty one leaves. */
export function withQuery(href: string, change: Record<string, string | null>): string {
  const url = new URL(href);
  for (const [name, value] of Object.entries(change)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.href;
}

/** Where a click leads, if it is a plain click on a link that stays inside the app. */
export function ownLink(event: MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (!anchor?.href || anchor.target || anchor.hasAttribute('download')) return null;
  const url = new URL(anchor.href);
  return url.origin === location.origin && /^\/settings(\/|$)/.test(url.pathname) ? url : null;
}
