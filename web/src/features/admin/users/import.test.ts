import { expect, test } from 'vitest';
import { sentenceOf } from './import.ts';

const about = (code: string, message: string, column = 'username') => sentenceOf({ line: 2, column, code, message });

test('a mistake is told in the words of this language, with what the server names', () => {
  expect(about('same_as_line', 'is the same as on line 17')).toContain('17');
  expect(about('unknown_group', 'names no group: Home: lab')).toContain('Home: lab');
  expect(about('too_many_rows', 'is one too many: a file names at most 10000')).toContain('10');
});

test('a field is complained about as it is in its form', () => {
  expect(about('too_long', 'must be at most 50 characters long')).toContain('50');
  expect(about('required', 'is required', 'email')).not.toBe('is required');
  expect(about('never_heard_of', 'is odd')).toBe('Is odd');
});
