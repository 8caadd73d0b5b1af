import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Components that may be shown anywhere, and so are looked at in one place. */
const FOLDERS = ['ui', 'identity'];

test('the kit shows every component', () => {
  const kit = readFileSync(new URL('Kit.svelte', import.meta.url), 'utf8');
  const missing = FOLDERS.flatMap((folder) =>
    readdirSync(new URL(`../src/lib/${folder}/`, import.meta.url))
      .filter((file) => file.endsWith('.svelte'))
      .map((file) => ({ from: `$lib/${folder}/${file}`, tag: `<${file.replace('.svelte', '')}` }))
      .filter(({ from, tag }) => !kit.includes(from) || !kit.includes(tag))
      .map(({ from }) => from),
  );
  expect(missing).toEqual([]);
});
