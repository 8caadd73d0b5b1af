import { expect, test, vi } from 'vitest';
import { Line } from './again.ts';

/** A question that is answered by hand. */
function question() {
  const answers: ((back: boolean) => void)[] = [];
  const ask = vi.fn(() => new Promise<boolean>((answer) => answers.push(answer)));
  return { ask, answer: (back: boolean) => answers.shift()?.(back) };
}

test('several wait for one question, and are sent once each, in the order in which they were asked for', async () => {
  const { ask, answer } = question();
  const line = new Line(ask, () => undefined);
  const [first, second] = [line.next(), line.next()];
  const sent: string[] = [];
  const send = (name: string) => async () => {
    sent.push(`${name} begins`);
    await Promise.resolve();
    sent.push(`${name} ends`);
    return name;
  };
  const two = line.onceMore(second, send('second'));
  const one = line.onceMore(first, send('first'));
  expect(ask).toHaveBeenCalledTimes(1);
  expect(sent).toEqual([]);
  answer(true);
  await expect(Promise.all([one, two])).resolves.toEqual(['first', 'second']);
  expect(sent).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('one that fails again does not hold up the next, and is not sent a third time', async () => {
  const { ask, answer } = question();
  const line = new Line(ask, () => undefined);
  const refuse = vi.fn(() => Promise.reject(new Error('signed out again')));
  const refused = line.onceMore(line.next(), refuse);
  const good = line.onceMore(line.next(), () => Promise.resolve('good'));
  answer(true);
  await expect(refused).rejects.toThrow('signed out again');
  await expect(good).resolves.toBe('good');
  expect(refuse).toHaveBeenCalledTimes(1);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('whoever leaves has nothing sent', async () => {
  const { ask, answer } = question();
  const leave = vi.fn();
  const line = new Line(ask, leave);
  const send = vi.fn(() => Promise.resolve());
  void line.onceMore(line.next(), send);
  answer(false);
  await vi.waitFor(() => expect(leave).toHaveBeenCalledTimes(1));
  expect(send).not.toHaveBeenCalled();
});

test('whoever is signed out once more later is asked once more', async () => {
  const { ask, answer } = question();
  const line = new Line(ask, () => undefined);
  const one = line.onceMore(line.next(), () => Promise.resolve('one'));
  answer(true);
  await one;
  const two = line.onceMore(line.next(), () => Promise.resolve('two'));
  expect(ask).toHaveBeenCalledTimes(2);
  answer(true);
  await expect(two).resolves.toBe('two');
});
