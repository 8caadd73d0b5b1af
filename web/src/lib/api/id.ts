/** An id in a path: what is not plain goes as `~` and base64url, as the API reads it. */
export function idInPath(id: string): string {
  if (/^[A-Za-z0-9._-]+$/.test(id)) return id;
  const bytes = new TextEncoder().encode(id);
  return `~${btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')}`;
}

export function idFromPath(segment: string): string {
  if (!segment.startsWith('~')) return decodeURIComponent(segment);
  try {
    const binary = atob(segment.slice(1).replace(/-/g, '+').replace(/_/g, '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
  } catch {
    return segment;
  }
}
