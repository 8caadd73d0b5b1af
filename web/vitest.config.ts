import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      $messages: fileURLToPath(new URL('./src/messages/messages.ts', import.meta.url)),
    },
  },
  test: {
    setupFiles: ['build/test-page.ts'],
    include: ['src/**/*.test.ts', 'build/**/*.test.ts', 'dev/**/*.test.ts'],
    watch: false,
  },
});
