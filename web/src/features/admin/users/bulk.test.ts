import { expect, test } from 'vitest';
import { actOnAll, noOutcome, opposite, type Bulk } from './bulk.ts';

const ids = Array.from({ length: 250 }, (_, n) => String(n));

test('a hundred go at a time, and what became of all is added up', async () => {
  const sent: number[] = [];
  const told: number[] = [];
  const outcome = noOutcome();
  const act = (_: Bulk, some: string[]) => {
    sent.push(some.length);
    return Promise.resolve({
      changed: some.slice(1),
      unchanged: [],
      refused: some.slice(0, 1).map((id) => ({ id, code: 'own_account', error: '' })),
    });
  };
  await actOnAll({ action: 'disable' }, ids, outcome, (done) => told.push(done) > 0, act);
  expect(sent).toEqual([100, 100, 50]);
  expect(told).toEqual([100, 200, 250]);
  expect(outcome.changed).toHaveLength(247);
  expect(outcome.refused.map(({ id }) => id)).toEqual(['0', '100', '200']);
});

test('whoever stops keeps what was done', async () => {
  const outcome = noOutcome();
  const act = (_: Bulk, some: string[]) => Promise.resolve({ changed: some, unchanged: [], refused: [] });
  await actOnAll({ action: 'delete' }, ids, outcome, () => false, act);
  expect(outcome.changed).toHaveLength(100);
});

test('what was done before a failure is kept as well', async () => {
  const outcome = noOutcome();
  let times = 0;
  const act = (_: Bulk, some: string[]) =>
    ++times === 2
      ? Promise.reject(new Error('unreachable'))
      : Promise.resolve({ changed: some, unchanged: [], refused: [] });
  await expect(actOnAll({ action: 'enable' }, ids, outcome, () => true, act)).rejects.toThrow('unreachable');
  expect(outcome.changed).toHaveLength(100);
});

test('what can be taken back knows how', () => {
  expect(opposite({ action: 'disable' })).toEqual({ action: 'enable' });
  expect(opposite({ action: 'addToGroup', groupId: 'g' })).toEqual({ action: 'removeFromGroup', groupId: 'g' });
  expect(opposite({ action: 'delete' })).toBeNull();
  expect(opposite({ action: 'mailLoginCode', ttl: 60 })).toBeNull();
});
