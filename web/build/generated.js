/* Files that are made from others: written only when they change, so that nothing is compiled again for nothing. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param {string} name its path below `web` @param {string} content */
export function writeIfNew(name, content) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content);
}
