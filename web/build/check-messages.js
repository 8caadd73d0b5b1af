/* Every message that is used exists, every message that exists is used, and each language says it as English does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, catalogueTags, languages } from './catalogues.js';
import { faultsOf, missing } from './faults.js';

const web = new URL('..', import.meta.url).pathname;
const english = catalogue('en');
const keys = Object.keys(english);
const faults = [];

for (const key of keys)
  if (!/^[a-z]+(_[a-z0-9]+)+$/.test(key)) faults.push(`${key}: a key is area_words, in lower case`);

/* Of a catalogue that is not called finished, what it lacks is told, and no more than that. */
const finished = new Set(languages().flatMap(({ tag, finished }) => (finished ? [tag] : [])));
for (const tag of catalogueTags()) {
  const own = catalogue(tag);
  faults.push(...faultsOf(tag, own, english).map((fault) => `${tag}: ${fault}`));
  const lacking = missing(own, english);
  if (finished.has(tag)) faults.push(...lacking.map((key) => `${tag}: ${key}: missing`));
  else if (lacking.length > 0) console.warn(`${tag}: lacks ${lacking.join(', ')}`);
}
for (const { tag } of languages())
  if (!catalogueTags().includes(tag)) faults.push(`${tag}: is in the list of languages, but has no catalogue`);

/** @param {string} folder @param {RegExp} kinds @returns {string[]} */
function texts(folder, kinds) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kinds.test(name) && !name.includes('messages/'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const app = texts(join(web, 'src'), /\.(ts|svelte)$/).join('\n');
const usedByApp = new Set([...app.matchAll(/\bm\.([a-z0-9_]+)\b/g)].map((match) => match[1]));
for (const key of usedByApp) if (!keys.includes(key)) faults.push(`${key}: used by the app, but in no catalogue`);
for (const key of keys) if (!key.startsWith('auth_') && !usedByApp.has(key)) faults.push(`${key}: used by nobody`);

/* The server names its messages by literal, or by a literal beginning to which it adds a code. */
const server = texts(join(web, '../src/main'), /\.(java|jte)$/).join('\n');
if (server) {
  const script = texts(join(web, 'src/auth'), /\.ts$/).join('\n');
  const named = [...server.matchAll(/"(auth_[a-z0-9_]*)"/g)].map((match) => match[1] ?? '');
  const begins = (/** @type {string} */ key, /** @type {string} */ name) =>
    key.startsWith(name.endsWith('_') ? name : `${name}_`);
  for (const [, name = ''] of server.matchAll(/\btext\(\s*"(auth_[a-z0-9_]*)"/g))
    if (!keys.some((key) => key === name || begins(key, name)))
      faults.push(`${name}: used by the server, but in no catalogue`);
  for (const key of keys)
    if (key.startsWith('auth_') && !named.some((name) => key === name || begins(key, name)) && !script.includes(key))
      faults.push(`${key}: used by nobody`);
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`messages: ${keys.length}, all used, in ${catalogueTags().join(' ')}`);
