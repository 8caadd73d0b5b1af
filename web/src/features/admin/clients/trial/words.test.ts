import { expect, it } from 'vitest';
import { STEPS, type TestResult } from './api.ts';
import { claimsOf, notesOf, reasonOf, stepsOf } from './words.ts';

const result = (change: Partial<TestResult>): TestResult => ({
  clientId: 'wiki',
  clientName: 'Wiki',
  step: 'done',
  reason: '',
  scopes: [],
  idToken: {},
  userInfo: {},
  notes: [],
  ...change,
});
const marks = (step: TestResult['step']) => stepsOf(step).map(({ mark }) => mark);

it('marks the step that failed, those before it and those after it', () => {
  expect(marks('done')).toEqual(['passed', 'passed', 'passed']);
  expect(marks('authorize')).toEqual(['failed', 'open', 'open']);
  expect(marks('token')).toEqual(['passed', 'failed', 'open']);
  expect(marks('userinfo')).toEqual(['passed', 'passed', 'failed']);
});

it('never says that a step went well beside the mark that it did not', () => {
  const well = stepsOf('done').map(({ text }) => text);
  for (const step of STEPS)
    for (const { text, mark } of stepsOf(step)) expect(well.includes(text), text).toBe(mark === 'passed');
});

it('has a sentence of its own for what happens, and names what it does not know', () => {
  const known = ['access_denied', 'invalid_grant', 'ended'].map((reason) => reasonOf(result({ reason })));
  expect(new Set(known).size).toBe(3);
  expect(reasonOf(result({ reason: 'server_error' }))).toContain('server_error');
});

it('says what may still go wrong, and nothing of a note that a later server may know', () => {
  const notes = ['no_callback', 'no_secret', 'no_email', 'email_not_verified', 'no_groups', 'of_tomorrow'];
  expect(new Set(notesOf(result({ notes }))).size).toBe(5);
});

it('writes claims for people to read', () => {
  const claims = { sub: 'u1', email_verified: true, groups: ['family', 'lab'], level: { a: [1] } };
  expect(claimsOf(claims).map(({ value }) => value)).toEqual(['u1', 'true', 'family, lab', '{"a":[1]}']);
  expect(claimsOf(claims).at(-1)?.meaning).toBeNull();
});
