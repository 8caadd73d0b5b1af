/* Every message that is used exists, every message that exists is used, and both readers can read it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessage } from './icu-messages.js';

const web = new URL('..', import.meta.url).pathname;
const catalogue = JSON.parse(readFileSync(join(web, 'messages/en.json'), 'utf8'));
const keys = Object.keys(catalogue);
const faults = [];

for (const [key, text] of Object.entries(catalogue)) {
  if (!/^[a-z]+(_[a-z0-9]+)+$/.test(key)) faults.push(`${key}: a key is area_words, in lower case`);
  try {
    parseMessage(text);
  } catch (error) {
    faults.push(`${key}: ${error.message}`);
  }
}

/** @param {string} folder @param {RegExp} kinds @returns {string[]} */
function texts(folder, kinds) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kinds.test(name) && !name.includes('paraglide/'))
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
console.log(`messages: ${keys.length}, all used, all readable`);
