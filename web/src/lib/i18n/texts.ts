/**
 * The app's words. The server names the language in the document, and a script of that language's texts runs before
 * the app. The functions of `$messages`, one for each text, are made by `build/catalogues.js` and call this.
 */

/** A text, or the input that counts and the text's form for each of CLDR's plural categories. */
type Text = string | [counted: string, forms: Partial<Record<Intl.LDMLPluralRule, string>>];

declare global {
  var latchkeyTexts: Text[] | undefined;
}

/** The language's tag. Where a language has digits of its own, numbers keep those that codes and addresses have. */
export const LOCALE = `${document.documentElement.lang || 'en'}-u-nu-latn`;

const texts = globalThis.latchkeyTexts ?? [];
const plurals = new Intl.PluralRules(LOCALE);
const numbers = new Intl.NumberFormat(LOCALE);
const rightToLeft = document.documentElement.dir === 'rtl';

const formatNumber = (number: number) => numbers.format(number);

export function text(index: number, inputs: Record<string, string | number> = {}): string {
  const found = texts[index] ?? '';
  return typeof found === 'string' ? fill(found, inputs) : fill(form(found, inputs), inputs);
}

function form([counted, forms]: Exclude<Text, string>, inputs: Record<string, string | number>): string {
  return forms[plurals.select(Number(inputs[counted]))] ?? forms.other ?? '';
}

function fill(pattern: string, inputs: Record<string, string | number>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = inputs[name] ?? '';
    return typeof value === 'number' ? formatNumber(value) : apart(value);
  });
}

/** What is put in may run the other way: it is kept apart, lest it carry its neighbours along (UAX #9 §2.4.2). */
const apart = (value: string) => (rightToLeft ? `\u2068${value}\u2069` : value);
