import { expect, test } from 'vitest';
import { merge, mergeIds } from './merge.ts';

test('what one of two changed counts', () => {
  expect(merge('a', 'a', 'b')).toEqual({ value: 'b' });
  expect(merge('a', 'b', 'a')).toEqual({ value: 'b' });
  expect(merge('a', 'b', 'b')).toEqual({ value: 'b' });
});

test('what both changed, each otherwise, is for somebody to decide', () => {
  expect(merge('a', 'b', 'c')).toBeNull();
  expect(merge(1, 2, 3)).toBeNull();
});

test('of lists, what either added is there and what either removed is gone', () => {
  expect(merge(['a', 'b', 'c'], ['a', 'c', 'mine'], ['b', 'c', 'theirs'])).toEqual({ value: ['c', 'theirs', 'mine'] });
  expect(mergeIds(['a'], ['a', 'b'], ['a', 'c'])).toEqual(['a', 'c', 'b']);
  expect(mergeIds(['a'], [], ['a', 'c'])).toEqual(['c']);
});

test('a claim is the same claim with another value', () => {
  const claim = (key: string, value: string) => ({ key, value });
  expect(merge([claim('a', '1')], [claim('a', '2')], [claim('a', '1'), claim('b', '1')])).toEqual({
    value: [claim('a', '2'), claim('b', '1')],
  });
  expect(merge([claim('a', '1')], [claim('a', '2')], [claim('a', '3')])).toBeNull();
  expect(merge([claim('a', '1')], [], [claim('a', '3')])).toBeNull();
});

test('a list that names something twice is nothing to be merged', () => {
  expect(merge(['a'], ['b', 'b'], ['c'])).toBeNull();
});
