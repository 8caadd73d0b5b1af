import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatAgo, hueOf, initials, splitDuration } from './format.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('times', () => {
  it.each([
    ['2026-11-21T11:59:40Z', 'just now'],
    ['2026-11-21T11:57:00Z', '3 minutes ago'],
    ['2026-11-21T09:00:00Z', '3 hours ago'],
    ['2026-11-20T12:00:00Z', 'yesterday'],
    ['2026-09-02T12:00:00Z', 'September 2, 2026'],
  ])('%s reads %s', (time, text) => {
    expect(formatAgo(time, now).toLowerCase()).toBe(text.toLowerCase());
  });
});

describe('durations', () => {
  it.each([
    [43200, { amount: 30, unit: 'days' }],
    [60, { amount: 1, unit: 'hours' }],
    [90, { amount: 90, unit: 'minutes' }],
    [0, { amount: 0, unit: 'minutes' }],
  ])('%i minutes are %o', (minutes, split) => {
    expect(splitDuration(minutes)).toEqual(split);
  });
});

describe('initials', () => {
  it.each([
    ['Anna Bergström', 'AB'],
    ['Chidinma Okonkwo-Featherstonehaugh', 'CO'],
    ['bo', 'BO'],
    ['李 小龍', '李小'],
    ['', '?'],
  ])('of %s are %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it('have the hue that the server draws them in', () => {
    const rows = readFileSync(new URL('../../../../src/test/resources/hues.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(rows.map((line) => hueOf(line.slice(line.indexOf(' ') + 1)))).toEqual(
      rows.map((line) => `hue-${line.slice(0, line.indexOf(' '))}`),
    );
    expect(new Set(rows.map((line) => line.slice(0, line.indexOf(' ')))).size).toBe(12);
  });
});
