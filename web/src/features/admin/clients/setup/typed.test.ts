import { expect, it } from 'vitest';
import type { Recipe } from './recipe.ts';
import { recipeOf } from './recipes.ts';
import { read, typedFor, withDomain } from './typed.ts';

const coder = recipeOf('coder') as Recipe;
const jellyfin = recipeOf('jellyfin') as Recipe;

it('a recipe begins with its own suggestions', () => {
  expect(typedFor(jellyfin, '')).toEqual({ app: '', provider: 'latchkey', domain: '', shown: '' });
});

it('the mail domain follows the address until somebody writes one', () => {
  const typed = typedFor(coder, 'coder.example.com');
  typed.domain = withDomain('', typed);
  expect(typed.domain).toBe('example.com');
  typed.app = 'https://coder.example.org';
  typed.domain = withDomain('coder.example.com', typed);
  expect(typed.domain).toBe('example.org');
  typed.domain = 'mail.example';
  const before = typed.app;
  typed.app = 'https://coder.example.net';
  expect(withDomain(before, typed)).toBe('mail.example');
});

it('answers are read without what surrounds them', () => {
  expect(read(coder, { ...typedFor(coder, ' coder.example.com/ '), domain: ' example.com ' })).toEqual({
    kind: 'answers',
    answers: { app: 'https://coder.example.com', provider: '', domain: 'example.com', shown: '' },
  });
});

it.each([
  ['', '', { app: 'required', domain: 'required' }],
  ['javascript:alert(1)', 'example.com', { app: 'app_address' }],
  ['https://coder.example.com', 'not a domain', { domain: 'mail_domain' }],
])('%s with %s is complained about', (app, domain, codes) => {
  const result = read(coder, { ...typedFor(coder, app), domain });
  expect(
    result.kind === 'faults' && Object.fromEntries(Object.entries(result.faults).map(([k, f]) => [k, f.code])),
  ).toEqual(codes);
});

it('a name that would break out of an address or a command is complained about', () => {
  for (const provider of ['a/b', 'a b', 'a"b', '$(id)', 'ä', 'x'.repeat(41)]) {
    const typed = { ...typedFor(jellyfin, 'https://films.example.com'), provider };
    expect(read(jellyfin, typed), provider).toMatchObject({
      kind: 'faults',
      faults: { provider: { code: 'short_name' } },
    });
  }
});
