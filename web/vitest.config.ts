import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      $messages: fileURLToPath(new URL('./src/paraglide/messages.js', import.meta.url)),
    },
  },
  test: { include: ['src/**/*.test.ts', 'build/**/*.test.ts'], watch: false },
});
