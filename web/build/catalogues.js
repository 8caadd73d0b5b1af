/* The catalogues of `messages/`, and what the app is given of them. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeIfNew } from './generated.js';
import { parseMessage } from './icu.js';

const folder = fileURLToPath(new URL('../messages', import.meta.url));

/** What the server's own pages say; the app has no use for it. @param {string} key */
const ofServer = (key) => key.startsWith('auth_');

/**
 * The languages of the file `languages`: a line each, the tag and the language's own name. A `?` behind the tag tells
 * that its catalogue is not finished.
 *
 * @returns {{ tag: string, name: string, finished: boolean }[]}
 */
export function languages() {
  return readFileSync(join(folder, 'languages'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const blank = line.indexOf(' ');
      const tag = line.slice(0, blank);
      return { tag: tag.replace('?', ''), name: line.slice(blank + 1), finished: !tag.endsWith('?') };
    });
}

/** The tags of all catalogues there are, offered or not. */
export const catalogueTags = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));

/**
 * @param {string} tag
 * @returns {Record<string, string>}
 */
export const catalogue = (tag) => JSON.parse(readFileSync(join(folder, `${tag}.json`), 'utf8'));

const appKeys = () => Object.keys(catalogue('en')).filter((key) => !ofServer(key));

/**
 * The app's texts in one language, as a script: a list in the order of the English catalogue, without the keys. What a
 * language lacks is English. See `src/lib/i18n/texts.ts`, which reads it.
 *
 * @param {string} tag
 */
export function textsScript(tag) {
  const english = catalogue('en');
  const own = catalogue(tag);
  const texts = appKeys().map((key) => {
    const { plural, forms } = parseMessage(own[key] ?? english[key] ?? '');
    return plural ? [plural, Object.fromEntries(forms)] : forms.get('other');
  });
  return `globalThis.latchkeyTexts=${JSON.stringify(texts)};`;
}

/** Writes a typed function for each of the app's texts, which the app imports as `$messages`. */
export function writeFunctions() {
  const english = catalogue('en');
  const lines = appKeys().map((key, index) => {
    const { inputs, plural } = parseMessage(english[key] ?? '');
    const members = inputs.map((name) => `${name}: ${name === plural ? 'number' : 'string | number'}`);
    return members.length === 0
      ? `export const ${key} = (): string => text(${index});`
      : `export const ${key} = (inputs: { ${members.join('; ')} }): string => text(${index}, inputs);`;
  });
  const offered = languages().map(({ tag, name }) => ({ value: tag, text: name }));
  writeIfNew('src/messages/messages.ts', ["import { text } from '../lib/i18n/texts.ts';", '', ...lines, ''].join('\n'));
  writeIfNew('src/messages/languages.ts', `export const LANGUAGES = ${JSON.stringify(offered)};\n`);
}

/** A name that changes with the content, so that browsers may keep it for ever. @param {string} tag @param {string} content */
export const textsFile = (tag, content) =>
  `assets/texts-${tag}-${createHash('sha256').update(content).digest('base64url').slice(0, 8)}.js`;
