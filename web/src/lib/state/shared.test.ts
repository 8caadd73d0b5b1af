import { expect, test, vi } from 'vitest';
import { Refused } from '../api/call.ts';
import { Draft } from './draft.svelte.ts';
import { inTurn, Shared } from './shared.svelte.ts';

const outdated = () => new Refused(412, 'changed_meanwhile', '');

/** A server that keeps one list, and refuses whoever names another version of it. */
function server(first: string[]) {
  let stored = first;
  let version = 1;
  return {
    get stored() {
      return stored;
    },
    read: () => Promise.resolve({ value: stored, version: `"${String(version)}"` }),
    write: (basedOn: string, value: string[]) => {
      if (basedOn !== `"${String(version)}"`) return Promise.reject(outdated());
      stored = value;
      version++;
      return Promise.resolve();
    },
  };
}

test('a change is made again on what somebody faster left', async () => {
  const house = server(['a']);
  const shared = new Shared(house.read);
  await shared.refresh();
  await house.write('"1"', ['a', 'theirs']);
  await shared.change((seen, version) => house.write(version, [...seen, 'mine']));
  expect(house.stored).toEqual(['a', 'theirs', 'mine']);
  expect(shared.seen).toEqual({ value: ['a', 'theirs', 'mine'], version: '"3"' });
});

test('who is never fast enough is told', async () => {
  const look = vi.fn(() => Promise.resolve());
  await expect(inTurn(() => Promise.reject(outdated()), look)).rejects.toMatchObject({ status: 412 });
  expect(look).toHaveBeenCalledTimes(3);
});

test('what is refused for another reason is not tried again', async () => {
  const make = vi.fn(() => Promise.reject(new Refused(404, 'user_not_found', '')));
  await expect(inTurn(make, () => Promise.resolve())).rejects.toMatchObject({ status: 404 });
  expect(make).toHaveBeenCalledTimes(1);
});

test('a form keeps what is typed, takes over what is not, and knows what two have changed', () => {
  const draft = new Draft({ name: 'Anna', email: 'anna@example.org', tags: ['a'] });
  draft.value.name = 'Anne';
  draft.value.tags = ['a', 'mine'];
  draft.rebase({ name: 'Anna', email: 'anna@example.net', tags: ['a', 'theirs'] });
  expect(draft.value).toEqual({ name: 'Anne', email: 'anna@example.net', tags: ['a', 'theirs', 'mine'] });
  expect(draft.disputes).toEqual([]);
  draft.rebase({ name: 'Ann', email: 'anna@example.net', tags: ['a', 'theirs'] });
  expect(draft.disputes).toEqual([{ field: 'name', mine: 'Anne', theirs: 'Ann' }]);
});

test('fields that mean something only together come from one of the two', () => {
  const draft = new Draft({ email: 'anna@example.org', verified: false }, [['email', 'verified']]);
  draft.value.verified = true;
  draft.rebase({ email: 'mallory@example.net', verified: false });
  expect(draft.disputes.map(({ field }) => field)).toEqual(['email', 'verified']);
  expect(draft.value.email).toBe('anna@example.org');
  draft.decide('theirs');
  expect(draft.value).toEqual({ email: 'mallory@example.net', verified: false });
});

test('a dispute ends with either of the two, or when both say the same', () => {
  const disputed = () => {
    const draft = new Draft({ name: 'Anna' });
    draft.value.name = 'Anne';
    draft.rebase({ name: 'Ann' });
    return draft;
  };
  const theirs = disputed();
  theirs.decide('theirs');
  expect([theirs.value.name, theirs.dirty, theirs.disputes]).toEqual(['Ann', false, []]);
  const mine = disputed();
  mine.decide('mine');
  expect([mine.value.name, mine.dirty, mine.disputes]).toEqual(['Anne', true, []]);
  const alike = disputed();
  alike.value.name = 'Ann';
  expect(alike.disputes).toEqual([]);
});
