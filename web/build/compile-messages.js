import { compile } from '@inlang/paraglide-js';
import { paraglideOptions } from './paraglide.js';

await compile(paraglideOptions);
process.exit(0);
