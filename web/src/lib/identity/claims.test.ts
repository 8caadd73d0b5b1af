import { expect, it } from 'vitest';
import { Refused } from '../api/call.ts';
import { filledIn, located } from './claims.ts';

const claim = (key: string, value = 'x') => ({ key, value });
const refusal = (field: string, code: string, name: string | null) =>
  new Refused(400, code, '', [{ field, code, message: '' }], null, null, name);
const fieldsOf = (error: unknown) => (error as Refused).fields.map(({ field }) => field);

it('finds the second line of a name that is listed twice', () => {
  const claims = [claim('role'), claim('team'), claim('role')];
  expect(fieldsOf(located(refusal('key', 'duplicate', 'role'), claims))).toEqual(['claims[2].key']);
});

it('finds a name however its letters are put together', () => {
  const claims = [claim('a'), claim('cafe\u0301')];
  expect(fieldsOf(located(refusal('key', 'reserved', 'caf\u00e9'), claims))).toEqual(['claims[1].key']);
});

it('finds the first line that lacks what is missing', () => {
  const claims = [claim('role'), claim('team', ' '), claim('', 'y')];
  expect(fieldsOf(located(refusal('value', 'required', null), claims))).toEqual(['claims[1].value']);
  expect(fieldsOf(located(refusal('key', 'required', null), claims))).toEqual(['claims[2].key']);
});

it('leaves alone what is about no line', () => {
  const other = new Error('no network');
  expect(located(other, [])).toBe(other);
  expect(fieldsOf(located(refusal('key', 'reserved', 'gone'), []))).toEqual(['key']);
});

it('drops lines that are empty, and keeps half ones for the complaint', () => {
  expect(filledIn([claim('', ''), claim('role', ''), claim('', 'x')])).toEqual([claim('role', ''), claim('', 'x')]);
});
