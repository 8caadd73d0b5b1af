import { describe, expect, it } from 'vitest';
import { typesOf } from './description.js';

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

/** The type that the answer of `GET /a` gets. */
function answer(schema: object, schemas = {}): string {
  const source = typesOf({ paths: { '/a': { get: { responses: { 200: json(schema) } } } }, components: { schemas } });
  return /answer: (.*) };$/m.exec(source)?.[1] ?? '';
}

describe('the type of a value', () => {
  it.each([
    [text, 'string'],
    [{ type: 'integer', minimum: 1 }, 'number'],
    [{ type: ['string', 'null'], format: 'date-time' }, 'string | null'],
    [{ type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
    [{ type: ['string', 'null'], enum: ['a', null] }, '"a" | null'],
    [{ type: 'array', items: { type: ['string', 'null'] } }, '(string | null)[]'],
    [{ anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] }, 'User | null'],
    [{ allOf: [{ $ref: '#/components/schemas/User' }], description: 'You' }, '(User)'],
    [{ type: 'object', properties: { a: text, b: text }, required: ['a'] }, "{ 'a': string; 'b'?: string }"],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'Record<string, boolean>'],
    [{}, 'unknown'],
  ])('%o is %s', (schema, type) => {
    expect(answer(schema)).toBe(type);
  });

  it.each([[{ type: 'date' }], [{ oneOf: [text] }]])('%o is not guessed', (schema) => {
    expect(() => answer(schema)).toThrow();
  });
});

it('an operation asks for what stands in its path, and for its body', () => {
  const source = typesOf({
    paths: {
      '/a/{id}': {
        put: {
          parameters: [
            { name: 'id', in: 'path', schema: text },
            { name: 'v', in: 'query', schema: text },
            { name: 'If-Match', in: 'header', schema: text },
          ],
          requestBody: { required: true, ...json(text) },
          responses: { 204: {}, 404: json(text) },
        },
      },
    },
    components: { schemas: {} },
  });
  expect(source).toContain(
    "'PUT /a/{id}': { path: { 'id': string }; query?: { 'v'?: string }; body: string; answer: undefined };",
  );
});

it('a file is sent as a form, and forms of the protocol are left out', () => {
  const post = (type: string) => ({
    post: { requestBody: { required: true, content: { [type]: { schema: {} } } }, responses: { 204: {} } },
  });
  const source = typesOf({
    paths: { '/file': post('multipart/form-data'), '/token': post('application/x-www-form-urlencoded') },
    components: { schemas: {} },
  });
  expect(source).toContain("'POST /file': { path?: never; query?: never; body: FormData; answer: undefined };");
  expect(source).not.toContain('/token');
});
