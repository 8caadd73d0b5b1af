import type { Plugin } from 'vite';
import { languages, textsFile, textsScript, writeFunctions } from './catalogues.js';

/**
 * One script of texts for each language, of which a page loads its own before the app: no page carries words that
 * nobody there reads. The server finds them in the manifest, as `messages/<tag>.json`.
 */
export function languageScripts(): Plugin {
  return {
    name: 'language-scripts',
    buildStart() {
      writeFunctions();
    },
    generateBundle() {
      for (const { tag } of languages()) {
        const source = textsScript(tag);
        this.emitFile({
          type: 'asset',
          name: `texts-${tag}.js`,
          originalFileName: `messages/${tag}.json`,
          fileName: textsFile(tag, source),
          source,
        });
      }
    },
    configureServer(server) {
      server.watcher.on('change', (path) => {
        if (!/\/messages\/[\w-]+\.json$/.test(path)) return;
        writeFunctions();
        server.ws.send({ type: 'full-reload' });
      });
      server.middlewares.use('/texts', (request, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(textsScript((request.url ?? '').replace(/^\/|\.js.*$/g, '')));
      });
    },
  };
}
