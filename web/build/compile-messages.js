import { writeFunctions } from './catalogues.js';

writeFunctions();
