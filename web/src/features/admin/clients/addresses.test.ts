import { expect, it } from 'vitest';
import { concernOf } from './addresses.ts';

it.each([
  ['https://app.example/callback', null],
  ['http://localhost:53000', null],
  ['http://127.0.0.1/cb', null],
  ['http://[::1]:8080/cb', null],
  ['app.immich:///oauth-callback', null],
  ['http://opengist.example/oauth/openid-connect/callback', 'plain_http'],
  ['http://127.0.0.1.evil.example/cb', 'plain_http'],
  ['https://*.example.com/cb', 'wildcard'],
  ['https://app.example/**', 'wildcard'],
  ['*', 'everything'],
  ['https://*', 'everything'],
  ['https://*/**', 'everything'],
  ['', null],
])('%s: %s', (address, concern) => {
  expect(concernOf(address)).toBe(concern);
});
