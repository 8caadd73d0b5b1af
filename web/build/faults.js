/* What may be wrong with a catalogue: by itself, and beside the English one. */
import { parseMessage } from './icu.js';

const COUNTED_TO = 200;

/**
 * @param {string} tag
 * @param {Record<string, string>} own
 * @param {Record<string, string>} english
 * @returns {string[]}
 */
export function faultsOf(tag, own, english) {
  /** @type {string[]} */
  const faults = [];
  for (const [key, text] of Object.entries(own)) {
    const model = english[key];
    if (model === undefined) {
      faults.push(`${key}: there is no such text in English`);
      continue;
    }
    try {
      faults.push(...faultsBeside(tag, parseMessage(text), parseMessage(model)).map((fault) => `${key}: ${fault}`));
    } catch (error) {
      faults.push(`${key}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (text !== text.trim() || text === '') faults.push(`${key}: blanks around it, or nothing in it`);
  }
  return faults;
}

/** @param {Record<string, string>} own @param {Record<string, string>} english */
export const missing = (own, english) => Object.keys(english).filter((key) => !(key in own));

/**
 * @param {string} tag
 * @param {import('./icu.js').Parsed} own
 * @param {import('./icu.js').Parsed} english
 */
function faultsBeside(tag, own, english) {
  const faults = [];
  const { required, known, ofMany } = categories(tag);
  const had = own.inputs.toSorted().join(', ');
  const wanted = english.inputs.toSorted().join(', ');
  if (had !== wanted) faults.push(`has the placeholders {${had}}, where English has {${wanted}}`);
  if (own.plural !== english.plural && !(own.plural === null && required.length === 1))
    faults.push(`picks its form by ${own.plural ?? 'nothing'}, English by ${english.plural ?? 'nothing'}`);
  if (!own.plural) return faults;

  const number = `{${own.plural}}`;
  for (const category of required) if (!own.forms.has(category)) faults.push(`lacks the form "${category}"`);
  for (const [category, form] of own.forms) {
    if (!known.includes(category)) faults.push(`has the form "${category}", which the language does not know`);
    if (ofMany.has(category) && !form.includes(number) && english.forms.get('other')?.includes(number))
      faults.push(`the form "${category}" stands for several numbers, and does not show which`);
    for (const input of own.inputs)
      if (input !== own.plural && !form.includes(`{${input}}`)) faults.push(`the form "${category}" lacks {${input}}`);
  }
  return faults;
}

/**
 * What CLDR says of a language's plurals.
 *
 * @param {string} tag
 * @returns {{ required: string[], known: string[], ofMany: Set<string> }} forms that whole numbers up to 200 need, all
 *   that there are, and those that several numbers share
 */
function categories(tag) {
  const rules = new Intl.PluralRules(tag);
  /** @type {Map<string, number>} */
  const numbers = new Map([['other', 0]]);
  for (let n = 0; n <= COUNTED_TO; n++) numbers.set(rules.select(n), (numbers.get(rules.select(n)) ?? 0) + 1);
  return {
    required: [...numbers.keys()],
    known: rules.resolvedOptions().pluralCategories,
    ofMany: new Set([...numbers].filter(([, count]) => count > 1).map(([category]) => category)),
  };
}
