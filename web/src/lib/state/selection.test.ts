import { expect, test } from 'vitest';
import { Selection } from './selection.svelte.ts';

const page = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const row = (id: string) => page.find((one) => one.id === id) ?? { id };
const ids = (selection: Selection<{ id: string }>) => selection.rows.map(({ id }) => id).sort();

test('rows are chosen one by one, and given back', () => {
  const selection = new Selection<{ id: string }>();
  selection.choose(row('b'), true, page);
  selection.choose(row('d'), true, page);
  expect(ids(selection)).toEqual(['b', 'd']);
  selection.choose(row('b'), false, page);
  expect(ids(selection)).toEqual(['d']);
  expect(selection.has('b')).toBe(false);
});

test('a range goes from the last row to this one, in either direction', () => {
  const selection = new Selection<{ id: string }>();
  selection.choose(row('d'), true, page);
  selection.choose(row('b'), true, page, true);
  expect(ids(selection)).toEqual(['b', 'c', 'd']);
  selection.choose(row('c'), false, page, true);
  expect(ids(selection)).toEqual(['d']);
});

test('a range that began on another page is the one row', () => {
  const selection = new Selection<{ id: string }>();
  selection.choose({ id: 'elsewhere' }, true, [{ id: 'elsewhere' }]);
  selection.choose(row('c'), true, page, true);
  expect(ids(selection)).toEqual(['c', 'elsewhere']);
  selection.clear();
  expect(selection.size).toBe(0);
});
