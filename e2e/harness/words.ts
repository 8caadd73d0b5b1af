import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const messages = resolve(import.meta.dirname, '..', '..', 'web', 'messages');
const rightToLeft = new Set(['ar']);
const catalogues = new Map<string, Record<string, string>>();

function catalogue(language: string): Record<string, string> {
  const known = catalogues.get(language);
  if (known !== undefined) return known;
  const read = JSON.parse(readFileSync(resolve(messages, `${language}.json`), 'utf8')) as Record<string, string>;
  catalogues.set(language, read);
  return read;
}

/**
 * The text of a message as the pages show it; the journeys know names, never sentences. From right to left a value stands
 * apart from the text around it, in the characters for that.
 */
export function words(key: string, values: Record<string, string> = {}, language = 'en'): string {
  const text = catalogue(language)[key];
  if (text === undefined) throw new Error(`The message catalogue of ${language} has no ${key}`);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${key} needs a value for ${name}`);
    return rightToLeft.has(language) ? `\u2068${value}\u2069` : value;
  });
}
