/* Writes what the app's sources are compiled with: a function for each text, and the types of the management API. */
import { writeFunctions } from './catalogues.js';
import { writeTypes } from './description.js';

writeFunctions();
writeTypes();
