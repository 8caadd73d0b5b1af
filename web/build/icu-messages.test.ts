import { describe, expect, it } from 'vitest';
import plugin, { parseMessage } from './icu-messages.js';

describe('the catalogue format', () => {
  it('reads placeholders', () => {
    expect(parseMessage('Hello {name}, from {place}')).toMatchObject({ inputs: ['name', 'place'], plural: null });
  });

  it('puts what surrounds a plural into each of its branches', () => {
    const { plural, branches } = parseMessage('You have {n, plural, one {# key} other {# keys}} left');
    expect(plural).toBe('n');
    const shown = branches.map(({ category, pattern }) => [
      category,
      pattern.map((part) => (part.type === 'text' ? part.value : `<${part.arg.name}>`)).join(''),
    ]);
    expect(shown).toEqual([
      ['one', 'You have <n> key left'],
      ['other', 'You have <n> keys left'],
    ]);
  });

  it.each([
    '{n, plural, one {a}}',
    '{n, select, a {b} other {c}}',
    'open {name',
    'close name}',
    '{Not A Name}',
    '{n, plural, one {a} other {b}} {m, plural, one {a} other {b}}',
  ])('refuses %s', (text) => {
    expect(() => parseMessage(text)).toThrow();
  });

  it('gives every variant a match, and "other" the catch-all', () => {
    const content = new TextEncoder().encode(JSON.stringify({ a_b: '{n, plural, one {x} other {y}}' }));
    const { variants } = plugin.importFiles({ files: [{ locale: 'en', content }] });
    expect(variants.map((variant) => variant.matches[0]?.type)).toEqual(['literal-match', 'catchall-match']);
  });
});
