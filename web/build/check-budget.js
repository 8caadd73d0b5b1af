/* What a page may weigh, in brotli: docs/decisions and the design name the numbers; this fails when one is passed. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const KB = 1000;
const dist = new URL('../dist', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
const brotli = (/** @type {string} */ file) => statSync(join(dist, `${file}.br`)).size;

/** Everything a chunk needs before it runs, itself included. @param {string} key @param {Set<string>} seen */
function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) withImports(next, seen);
  return seen;
}
const sum = (/** @type {Iterable<string>} */ files) =>
  [...new Set(files)].reduce((bytes, file) => bytes + brotli(file), 0);
const js = (/** @type {Set<string>} */ chunks) => sum([...chunks].map((key) => manifest[key].file));
const css = (/** @type {Set<string>} */ chunks) => sum([...chunks].flatMap((key) => manifest[key].css ?? []));

/* A page loads one language's texts; the heaviest counts. */
const texts = Math.max(
  ...Object.keys(manifest)
    .filter((key) => key.startsWith('messages/'))
    .map((key) => brotli(manifest[key].file)),
);
const auth = withImports('src/auth/auth.ts');
const shell = withImports('app.html');
const lines = [
  ['auth.js', js(auth), 25 * KB],
  ['auth.css', css(auth), 15 * KB],
];
for (const page of manifest['app.html'].dynamicImports ?? []) {
  const chunks = withImports(page, new Set(shell));
  lines.push([`${page} js and texts`, js(chunks) + texts, 120 * KB], [`${page} css`, css(chunks), 20 * KB]);
}

let passed = true;
if (auth.size !== 1) {
  console.error('auth.js is no longer one file: it imports a chunk that the app shares');
  passed = false;
}
for (const [name, bytes, limit] of lines) {
  const over = bytes > limit;
  if (over) passed = false;
  console.log(`${over ? 'OVER ' : 'ok   '} ${name}: ${(bytes / KB).toFixed(1)} of ${limit / KB} kB`);
}
process.exit(passed ? 0 : 1);
