/* What the server gives a page before its scripts run, in English. */
import { runInThisContext } from 'node:vm';
import { textsScript } from './catalogues.js';

Object.assign(globalThis, { document: { documentElement: { lang: 'en', dir: 'ltr' } } });
runInThisContext(textsScript('en'));
