/** What there is to say about an address to which people return: nothing, or why to be careful. */
export type Concern = 'wildcard' | 'everything' | 'plain_http' | null;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

export function concernOf(address: string): Concern {
  const text = address.trim();
  if (/^(\*|[a-z*]+:\/\/\*(\/\*{0,2})?)$/i.test(text)) return 'everything';
  if (text.includes('*')) return 'wildcard';
  const host = /^http:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (host === undefined || host === '') return null;
  return LOOPBACK.test(host.replace(/^[^@]*@/, '').replace(/:\d*$/, '')) ? null : 'plain_http';
}
