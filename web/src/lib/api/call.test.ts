import { afterEach, describe, expect, it, vi } from 'vitest';
import { call } from './call.ts';

const answers = (body: BodyInit | null, status = 200) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));

describe('a call', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives what was answered', async () => {
    answers('{"id":"1"}');
    await expect(call('GET', '/api/users/1')).resolves.toEqual({ id: '1' });
  });

  it('is refused with the code of the answer', async () => {
    answers('{"error":"Taken","code":"already_in_use","details":{"property":"email"}}', 409);
    await expect(call('POST', '/api/users', {})).rejects.toMatchObject({
      status: 409,
      code: 'already_in_use',
      property: 'email',
    });
  });

  it('finds nobody there', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
    await expect(call('GET', '/api/users')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('breaks off in the middle of the answer', async () => {
    answers(new ReadableStream({ start: (controller) => controller.error(new TypeError('reset')) }));
    await expect(call('GET', '/api/users')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });
});
