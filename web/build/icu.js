/**
 * Reads one message of a catalogue: `{name}` placeholders and ICU plurals, `{n, plural, one {# passkey} other
 * {# passkeys}}`, at most one in a message. Anything else in braces is refused, so that the server's reader agrees.
 */

/**
 * @typedef {object} Parsed
 * @property {string[]} inputs the placeholders' names
 * @property {string | null} plural the placeholder that picks the form
 * @property {Map<string, string>} forms the whole text by CLDR's category, with `{name}` where something is put in; a
 *   text without a plural has the form `other`
 */

export const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];
const NAME = /^[a-z][A-Za-z0-9]*$/;

/**
 * @param {string} text
 * @returns {Parsed}
 */
export function parseMessage(text) {
  /** @type {Set<string>} */
  const inputs = new Set();
  let before = '';
  let after = '';
  let plural = /** @type {{ name: string, forms: Map<string, string> } | null} */ (null);

  for (const part of split(text, text)) {
    const comma = part.inner?.indexOf(',') ?? -1;
    if (part.inner === undefined || comma === -1) {
      const shown = part.inner === undefined ? part.words : placeholder(part.inner);
      if (plural) after += shown;
      else before += shown;
    } else {
      if (plural) throw new Error(`only one plural may stand in: ${text}`);
      const name = checkedName(part.inner.slice(0, comma));
      plural = { name, forms: forms(part.inner.slice(comma + 1).trim(), name) };
    }
  }
  if (!plural) return { inputs: [...inputs], plural: null, forms: new Map([['other', before]]) };
  const whole = new Map([...plural.forms].map(([category, form]) => [category, before + form + after]));
  return { inputs: [...inputs], plural: plural.name, forms: whole };

  /** @param {string} inner */
  function placeholder(inner) {
    return `{${checkedName(inner)}}`;
  }

  /** @param {string} written */
  function checkedName(written) {
    const name = written.trim();
    if (!NAME.test(name)) throw new Error(`"${name}" is no placeholder name in: ${text}`);
    inputs.add(name);
    return name;
  }

  /**
   * @param {string} source what follows the number's name
   * @param {string} counted
   */
  function forms(source, counted) {
    const head = /^plural\s*,\s*/.exec(source);
    if (!head) throw new Error(`only plural is known in: ${text}`);
    /** @type {Map<string, string>} */
    const found = new Map();
    let rest = source.slice(head[0].length);
    while (rest.length > 0) {
      const category = /^([a-z]+)\s*\{/.exec(rest);
      if (!category?.[1] || !CATEGORIES.includes(category[1])) throw new Error(`unknown plural form in: ${text}`);
      const open = category[0].length - 1;
      const end = closing(rest, open, text);
      let form = '';
      for (const { words, inner } of split(rest.slice(open + 1, end), text)) {
        if (inner?.includes(',')) throw new Error(`only one plural may stand in: ${text}`);
        form += inner === undefined ? words.replaceAll('#', `{${counted}}`) : placeholder(inner);
      }
      found.set(category[1], form);
      rest = rest.slice(end + 1).trim();
    }
    if (!found.has('other')) throw new Error(`a plural needs "other" in: ${text}`);
    return found;
  }
}

/**
 * Words and what stands in braces, in turn.
 *
 * @param {string} source
 * @param {string} text the whole message, for complaints
 * @returns {{ words: string, inner?: string }[]}
 */
function split(source, text) {
  const parts = [];
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('{', at);
    const stray = source.indexOf('}', at);
    if (stray !== -1 && (open === -1 || stray < open)) throw new Error(`stray } in: ${text}`);
    if (open === -1) return [...parts, { words: source.slice(at) }];
    const end = closing(source, open, text);
    parts.push({ words: source.slice(at, open) }, { words: '', inner: source.slice(open + 1, end) });
    at = end + 1;
  }
  return parts;
}

/**
 * @param {string} source
 * @param {number} open where a brace opens
 * @param {string} text the whole message, for complaints
 */
function closing(source, open, text) {
  let depth = 0;
  for (let i = open; i < source.length; i++) {
    if (source[i] === '{') depth++;
    else if (source[i] === '}' && --depth === 0) return i;
  }
  throw new Error(`unclosed { in: ${text}`);
}
