import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { answer } from './answers/answers.ts';
import { bootFor } from './samples.ts';

/**
 * `npm run dev` and `npm run kit` show the app against sample data, without a server; `?language=ar` behind an address
 * shows it in that language.
 */
export function mockServer(): Plugin {
  return {
    name: 'mock-server',
    apply: 'serve',
    transformIndexHtml: (html, { originalUrl }) => {
      const language = new URL(originalUrl ?? '/', 'http://localhost').searchParams.get('language') ?? 'en';
      const boot = `<script type="application/json" id="boot">${JSON.stringify(bootFor())}</script>`;
      return html
        .replace('lang="en" dir="ltr"', `lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`)
        .replace('<!--boot-->', `${boot}<script defer src="/texts/${language}.js"></script>`);
    },
    configureServer(server) {
      server.middlewares.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        if (url.pathname.startsWith('/settings') || url.pathname === '/') {
          request.url = '/app.html';
          next();
          return;
        }
        if (!url.pathname.startsWith('/api/')) {
          next();
          return;
        }
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const file = request.headers['content-type']?.startsWith('multipart/') === true;
          const sent = text && !file ? (JSON.parse(text) as object) : {};
          const { status, body } = answer(request.method ?? 'GET', url, sent);
          response.statusCode = status;
          response.setHeader('content-type', 'application/json');
          response.end(body === undefined ? '' : JSON.stringify(body));
        });
      });
    },
  };
}
