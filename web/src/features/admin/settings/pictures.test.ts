import { expect, test } from 'vitest';
import { noWishes, shownBy, type Picture } from './pictures.ts';

const uploaded: Picture = { name: 'background', url: '/background?v=2', uploaded: true };
const bundled: Picture = { name: 'background', url: '/background?v=1', uploaded: false };

test('what was chosen is shown before what was saved, and the original instead of both', () => {
  expect(shownBy(uploaded, '')).toBe('/background?v=2');
  expect(shownBy(uploaded, 'blob:new')).toBe('blob:new');
  expect(shownBy(uploaded, 'original')).toBe('');
  expect(shownBy(bundled, '')).toBe('');
  expect(shownBy(undefined, '')).toBe('');
});

test('at first nothing is to become of any picture', () => {
  expect(new Set(Object.values(noWishes()))).toEqual(new Set(['']));
});
