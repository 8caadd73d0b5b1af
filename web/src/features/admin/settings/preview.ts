/** The style sheet of the installation's own look, swapped while somebody tries another. */
const find = () => document.querySelector<HTMLLinkElement>('link#branding');

/** How often pictures were saved since the page was loaded: the sheet names them, so it is asked for anew. */
let saved = 0;

/** Shows a look that is not saved. */
export function preview(accent: string, still: boolean): void {
  const query = new URLSearchParams({
    accent,
    ...(still ? { still: '' } : {}),
    ...(saved ? { n: String(saved) } : {}),
  });
  const address = `/branding.css?${query.toString()}`;
  const link = find() ?? document.head.appendChild(Object.assign(document.createElement('link'), { id: 'branding' }));
  link.rel = 'stylesheet';
  if (link.getAttribute('href') !== address) link.href = address;
}

/** The same look, with other pictures. */
export function picturesSaved(accent: string, still: boolean): void {
  saved++;
  preview(accent, still);
}
