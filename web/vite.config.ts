import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { languageScripts } from './build/languages.ts';
import { precompress } from './build/precompress.ts';
import { mockServer } from './dev/mock.ts';

export default defineConfig({
  plugins: [languageScripts(), svelte(), precompress(), mockServer()],
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      $messages: fileURLToPath(new URL('./src/messages/messages.ts', import.meta.url)),
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
