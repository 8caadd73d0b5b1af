import { fileURLToPath } from 'node:url';

/** How the catalogue becomes functions: shared by Vite and by the checks that run without it. */
export const paraglideOptions = {
  project: fileURLToPath(new URL('../project.inlang', import.meta.url)),
  outdir: fileURLToPath(new URL('../src/paraglide', import.meta.url)),
  strategy: /** @type {['globalVariable', 'baseLocale']} */ (['globalVariable', 'baseLocale']),
  emitReadme: false,
  isServer: 'false',
};
