import { expect, it } from 'vitest';
import { scopesOf } from './scopes.ts';

it.each([
  ['["openid","profile"]', ['openid', 'profile']],
  ['[1,"email"]', ['email']],
  ['{}', []],
  ['openid', []],
])('%s holds %j', (text, scopes) => {
  expect(scopesOf(text)).toEqual(scopes);
});
