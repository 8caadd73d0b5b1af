import { describe, expect, it } from 'vitest';
import { parseMessage } from './icu.js';

describe('the catalogue format', () => {
  it('reads placeholders', () => {
    expect(parseMessage('Hello {name}, from {place}')).toEqual({
      inputs: ['name', 'place'],
      plural: null,
      forms: new Map([['other', 'Hello {name}, from {place}']]),
    });
  });

  it('puts what surrounds a plural into each of its forms', () => {
    const { inputs, plural, forms } = parseMessage('You have {n, plural, one {# key, {name}} other {# keys}} left');
    expect(inputs).toEqual(['n', 'name']);
    expect(plural).toBe('n');
    expect([...forms]).toEqual([
      ['one', 'You have {n} key, {name} left'],
      ['other', 'You have {n} keys left'],
    ]);
  });

  it.each([
    '{n, plural, one {a}}',
    '{n, plural, some {a} other {b}}',
    '{n, plural, one {{m, plural, other {a}}} other {b}}',
    '{n, select, a {b} other {c}}',
    'open {name',
    'close name}',
    '{Not A Name}',
    '{n, plural, one {a} other {b}} {m, plural, one {a} other {b}}',
  ])('refuses %s', (text) => {
    expect(() => parseMessage(text)).toThrow();
  });
});
