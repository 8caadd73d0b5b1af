/** The style sheet of the installation's own look, swapped while somebody tries another. */
const find = () => document.querySelector<HTMLLinkElement>('link#branding');

/** Shows a look that is not saved. */
export function preview(accent: string, still: boolean): void {
  const address = `/branding.css?${new URLSearchParams({ accent, ...(still ? { still: '' } : {}) }).toString()}`;
  const link = find() ?? document.head.appendChild(Object.assign(document.createElement('link'), { id: 'branding' }));
  link.rel = 'stylesheet';
  if (link.getAttribute('href') !== address) link.href = address;
}
