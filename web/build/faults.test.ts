import { describe, expect, it } from 'vitest';
import { faultsOf, missing } from './faults.js';

const english = {
  a_name: 'Hello {name}',
  a_count: '{n, plural, one {# key of {name}} other {# keys of {name}}}',
};

describe('a catalogue', () => {
  it.each([
    ['de', { a_name: 'Hallo {name}', a_count: '{n, plural, one {Ein Schlüssel von {name}} other {# von {name}}}' }],
    ['ja', { a_count: '{name} の {n} 個' }],
    ['ru', { a_count: '{n, plural, one {# a {name}} few {# b {name}} many {# c {name}} other {# d {name}}}' }],
    ['es', { a_count: '{n, plural, one {# a {name}} many {# de {name}} other {# b {name}}}' }],
  ])('in %s may be right', (tag, own) => {
    expect(faultsOf(tag, own, english)).toEqual([]);
  });

  it.each([
    ['a text that is not in English', 'de', { a_new: 'Neu' }],
    ['another placeholder', 'de', { a_name: 'Hallo {nome}' }],
    ['a missing placeholder', 'de', { a_name: 'Hallo' }],
    ['no plural', 'de', { a_count: '{n} von {name}' }],
    ['a missing form', 'ru', { a_count: '{n, plural, one {# a {name}} few {# b {name}} other {# d {name}}}' }],
    ['an unknown form', 'de', { a_count: '{n, plural, few {# a {name}} one {# b {name}} other {# c {name}}}' }],
    ['a form without its placeholder', 'de', { a_count: '{n, plural, one {# a} other {# b {name}}}' }],
    [
      '21 keys that read as one',
      'ru',
      {
        a_count: '{n, plural, one {a {name}} few {# b {name}} many {# c {name}} other {# d {name}}}',
      },
    ],
    ['no keys that read as one', 'fr', { a_count: '{n, plural, one {a {name}} other {# b {name}}}' }],
    ['an open brace', 'de', { a_name: 'Hallo {name' }],
    ['nothing', 'de', { a_name: '' }],
  ])('is refused for %s', (_, tag, own: Record<string, string>) => {
    expect(faultsOf(tag, own, english)).not.toEqual([]);
  });

  it('names what it lacks', () => {
    expect(missing({ a_name: 'Hallo {name}' }, english)).toEqual(['a_count']);
  });
});
