import { afterEach, describe, expect, it, vi } from 'vitest';
import { addressOf, asForm, call } from './call.ts';

const answers = (body: BodyInit | null, status = 200) => {
  const fetched = vi.fn((address: string, request: RequestInit) => {
    void address;
    return request.signal?.aborted
      ? Promise.reject(new DOMException('given up', 'AbortError'))
      : Promise.resolve(new Response(body, { status }));
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const user = { path: { id: '1' } };

describe('a call', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives what was answered', async () => {
    answers('{"id":"1"}');
    await expect(call('GET /api/users/{id}', user)).resolves.toEqual({ id: '1' });
  });

  it('sends its body as JSON, a file as a form, and what a change is based on', async () => {
    const fetched = answers(null, 204);
    await call('PUT /api/user-groups/{id}/users', { path: { id: 'g' }, body: { userIds: ['1'] }, basedOn: '"v1"' });
    await call('PUT /api/users/me/profile-picture', { body: asForm(new Blob(['x']), 'a.png') });
    const [json, file] = fetched.mock.calls.map(([, request]) => request);
    expect(json).toMatchObject({
      method: 'PUT',
      body: '{"userIds":["1"]}',
      headers: { 'content-type': 'application/json', 'if-match': '"v1"' },
    });
    expect(file?.body).toBeInstanceOf(FormData);
    expect(file?.headers).not.toHaveProperty('content-type');
  });

  it('is refused with the code of the answer', async () => {
    answers('{"error":"Taken","code":"already_in_use","details":{"property":"email"}}', 409);
    await expect(call('POST /api/users', { body: { username: 'anna' } })).rejects.toMatchObject({
      status: 409,
      code: 'already_in_use',
      property: 'email',
    });
  });

  it('finds nobody there', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
    await expect(call('GET /api/users')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('breaks off in the middle of the answer', async () => {
    answers(new ReadableStream({ start: (controller) => controller.error(new TypeError('reset')) }));
    await expect(call('GET /api/users')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('is no failure when it was given up', async () => {
    answers('{}');
    await expect(call('GET /api/users', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('an address', () => {
  it('has what belongs into its path, as the API reads it', () => {
    expect(addressOf('GET /api/oidc/clients/{id}', { path: { id: 'https://a.example/' } })).toBe(
      '/api/oidc/clients/~aHR0cHM6Ly9hLmV4YW1wbGUv',
    );
  });

  it('names several values of a parameter one by one, and none that is empty', () => {
    const query = { 'filters[event]': ['A', 'B'], search: '', 'pagination[page]': 2 };
    expect(decodeURIComponent(addressOf('GET /api/audit-logs', { query }))).toBe(
      '/api/audit-logs?filters[event]=A&filters[event]=B&pagination[page]=2',
    );
  });
});

/* What follows is never run: it must not compile, which svelte-check sees to. */
export const refusedByTheCompiler = () => [
  // @ts-expect-error: there is no such path
  call('GET /api/user'),
  // @ts-expect-error: it is read, never deleted
  call('DELETE /api/overview'),
  // @ts-expect-error: whose, it does not say
  call('GET /api/users/{id}'),
  // @ts-expect-error: a group has members, and no people
  call('PUT /api/user-groups/{id}/users', { path: { id: 'g' }, body: { people: [] } }),
  // @ts-expect-error: nothing is sent with it
  call('GET /api/overview', { body: {} }),
  // @ts-expect-error: people have no colour
  call('GET /api/users', { query: { 'filters[colour]': ['red'] } }),
];
