/** The scopes of an allowed app, which the API gives as a JSON array in a string. */
export function scopesOf(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter((scope) => typeof scope === 'string') : [];
  } catch {
    return [];
  }
}
