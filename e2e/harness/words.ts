import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const catalogue = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '..', '..', 'web', 'messages', 'en.json'), 'utf8'),
) as Record<string, string>;

/** The English text of a message as the pages show it; the journeys know names, never sentences. */
export function words(key: string, values: Record<string, string> = {}): string {
  const text = catalogue[key];
  if (text === undefined) throw new Error(`The message catalogue has no ${key}`);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${key} needs a value for ${name}`);
    return value;
  });
}
