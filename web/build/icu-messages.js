/**
 * Lets Paraglide read the one message catalogue that the server reads too: flat JSON, `{name}` placeholders and ICU
 * plurals, `{n, plural, one {# passkey} other {# passkeys}}`. At most one plural stands in a message. Anything else in braces is refused, so that both readers agree.
 *
 * Paraglide loads this file by its text, so it imports nothing.
 */

/** @typedef {{ type: 'text', value: string } | { type: 'expression', arg: { type: 'variable-reference', name: string } }} Part */
/** @typedef {{ inputs: string[], plural: string | null, branches: { category: string, pattern: Part[] }[] }} Parsed */

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];
const NAME = /^[a-z][A-Za-z0-9]*$/;

/**
 * @param {string} text
 * @returns {Parsed}
 */
export function parseMessage(text) {
  const inputs = new Set();
  /** @type {{ name: string, branches: Map<string, Part[]>, at: number } | null} */
  let plural = null;

  /**
   * @param {Part[]} parts
   * @param {string} words
   * @param {string | null} counted
   */
  function addText(parts, words, counted) {
    const pieces = counted ? words.split('#') : [words];
    pieces.forEach((piece, index) => {
      if (index > 0 && counted) parts.push({ type: 'expression', arg: { type: 'variable-reference', name: counted } });
      if (piece) parts.push({ type: 'text', value: piece });
    });
  }

  /**
   * @param {string} source
   * @param {string | null} counted the number that `#` stands for, inside a plural's branch
   * @returns {Part[]}
   */
  function parse(source, counted) {
    /** @type {Part[]} */
    const parts = [];
    let i = 0;
    while (i < source.length) {
      const open = source.indexOf('{', i);
      const close = source.indexOf('}', i);
      if (close !== -1 && (open === -1 || close < open)) throw new Error(`stray } in: ${text}`);
      if (open === -1) {
        addText(parts, source.slice(i), counted);
        break;
      }
      addText(parts, source.slice(i, open), counted);
      const end = matching(source, open);
      const inner = source.slice(open + 1, end);
      const comma = inner.indexOf(',');
      if (comma === -1) {
        const name = checkedName(inner.trim());
        inputs.add(name);
        parts.push({ type: 'expression', arg: { type: 'variable-reference', name } });
      } else {
        if (counted || plural) throw new Error(`only one plural may stand in: ${text}`);
        const name = checkedName(inner.slice(0, comma).trim());
        inputs.add(name);
        plural = { name, branches: new Map(), at: parts.length };
        parseBranches(inner.slice(comma + 1).trim(), name, plural.branches);
      }
      i = end + 1;
    }
    return parts;
  }

  /**
   * @param {string} source
   * @param {string} counted
   * @param {Map<string, Part[]>} branches
   */
  function parseBranches(source, counted, branches) {
    const head = /^plural\s*,\s*/.exec(source);
    if (!head) throw new Error(`only plural is known in: ${text}`);
    let rest = source.slice(head[0].length);
    while (rest.length > 0) {
      const branch = /^([a-z]+)\s*\{/.exec(rest);
      if (!branch || !branch[1] || !CATEGORIES.includes(branch[1]))
        throw new Error(`unknown plural branch in: ${text}`);
      const open = branch[0].length - 1;
      const end = matching(rest, open);
      branches.set(branch[1], parse(rest.slice(open + 1, end), counted));
      rest = rest.slice(end + 1).trim();
    }
    if (!branches.has('other')) throw new Error(`a plural needs "other" in: ${text}`);
  }

  /** @param {string} name */
  function checkedName(name) {
    if (!NAME.test(name)) throw new Error(`"${name}" is no placeholder name in: ${text}`);
    return name;
  }

  /**
   * @param {string} source
   * @param {number} open
   */
  function matching(source, open) {
    let depth = 0;
    for (let i = open; i < source.length; i++) {
      if (source[i] === '{') depth++;
      else if (source[i] === '}' && --depth === 0) return i;
    }
    throw new Error(`unclosed { in: ${text}`);
  }

  const parts = parse(text, null);
  const found = /** @type {{ name: string, branches: Map<string, Part[]>, at: number } | null} */ (plural);
  if (!found) return { inputs: [...inputs], plural: null, branches: [{ category: 'other', pattern: parts }] };
  const before = parts.slice(0, found.at);
  const after = parts.slice(found.at);
  return {
    inputs: [...inputs],
    plural: found.name,
    branches: [...found.branches].map(([category, pattern]) => ({
      category,
      pattern: [...before, ...pattern, ...after],
    })),
  };
}

export default {
  key: 'plugin.latchkey.icu',
  /** @param {{ settings: { locales: string[] } }} project */
  toBeImportedFiles: ({ settings }) =>
    settings.locales.map((locale) => ({ path: `./messages/${locale}.json`, locale })),
  /** @param {{ files: { locale: string, content: BufferSource }[] }} project */
  importFiles: ({ files }) => {
    const bundles = new Map();
    const messages = [];
    const variants = [];
    for (const { locale, content } of files) {
      /** @type {Record<string, string>} */
      const catalogue = JSON.parse(new TextDecoder().decode(content));
      for (const [id, text] of Object.entries(catalogue)) {
        const { inputs, plural, branches } = parseMessage(text);
        const count = plural && `${plural}Count`;
        if (!bundles.has(id)) {
          const declarations = inputs.map((name) => ({ type: 'input-variable', name }));
          if (plural)
            declarations.push(
              /** @type {any} */ ({
                type: 'local-variable',
                name: count,
                value: {
                  type: 'expression',
                  arg: { type: 'variable-reference', name: plural },
                  annotation: { type: 'function-reference', name: 'plural', options: [] },
                },
              }),
            );
          bundles.set(id, { id, declarations });
        }
        messages.push({
          bundleId: id,
          locale,
          selectors: count ? [{ type: 'variable-reference', name: count }] : [],
        });
        for (const { category, pattern } of branches)
          variants.push({
            messageBundleId: id,
            messageLocale: locale,
            matches: !count
              ? []
              : category === 'other'
                ? [{ type: 'catchall-match', key: count }]
                : [{ type: 'literal-match', key: count, value: category }],
            pattern,
          });
      }
    }
    return { bundles: [...bundles.values()], messages, variants };
  },
};
