import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { paraglideOptions } from './build/paraglide.js';
import { precompress } from './build/precompress.ts';
import { mockServer } from './dev/mock.ts';

export default defineConfig({
  plugins: [paraglideVitePlugin(paraglideOptions), svelte(), precompress(), mockServer()],
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      $messages: fileURLToPath(new URL('./src/paraglide/messages.js', import.meta.url)),
    },
  },
  build: {
    target: ['chrome123', 'firefox125', 'safari17.5'],
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { app: 'app.html', auth: 'src/auth/auth.ts' },
    },
  },
});
