/* The management API's types, from the server's description of its mounted routes (`openapi.json`). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeIfNew } from './generated.js';

const source = fileURLToPath(new URL('../openapi.json', import.meta.url));

/**
 * @typedef {{ [keyword: string]: any }} Schema
 * @typedef {{ name: string, in: string, schema: Schema }} Parameter
 * @typedef {{ content?: Record<string, { schema: Schema }> }} Message
 * @typedef {{
 *   parameters?: Parameter[],
 *   requestBody?: Message & { required: boolean },
 *   responses: Record<string, Message>,
 * }} Operation
 * @typedef {{
 *   paths: Record<string, Record<string, Operation>>,
 *   components: { schemas: Record<string, Schema> },
 * }} Description
 */

const JSON_BODY = 'application/json';
const FILE = 'multipart/form-data';

/** What narrows a value down without changing its type. */
const NARROWING = new Set([
  'contentMediaType',
  'description',
  'format',
  'maximum',
  'maxItems',
  'maxLength',
  'minimum',
  'minItems',
  'minLength',
  'pattern',
]);

/** @type {Record<string, string>} */
const PLAIN = { boolean: 'boolean', integer: 'number', null: 'null', number: 'number', string: 'string' };

export function writeTypes() {
  writeIfNew('src/api/description.ts', typesOf(JSON.parse(readFileSync(source, 'utf8'))));
}

/**
 * A module with a type for each named schema, and `Operations`: what each operation is given and what it answers.
 *
 * @param {Description} description
 */
export function typesOf(description) {
  const named = Object.entries(description.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  const operations = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => isOurs(operation))
      .map(([method, operation]) => `  '${method.toUpperCase()} ${path}': ${exchangeOf(operation)};`),
  );
  return [...named, 'export interface Operations {', ...operations, '}', ''].join('\n');
}

/** Forms are what browsers and apps send to the protocol's endpoints. @param {Operation} operation */
function isOurs({ requestBody }) {
  const types = Object.keys(requestBody?.content ?? {});
  return types.every((type) => type === JSON_BODY || type === FILE);
}

/** @param {Operation} operation */
function exchangeOf({ parameters = [], requestBody, responses }) {
  const members = [
    parameterMember('path', parameters, ''),
    parameterMember('query', parameters, '?'),
    bodyMember(requestBody),
    `answer: ${answerOf(responses)}`,
  ];
  return `{ ${members.join('; ')} }`;
}

/** @param {string} place @param {Parameter[]} parameters @param {'' | '?'} mark whether they may be left out */
function parameterMember(place, parameters, mark) {
  const here = parameters.filter((parameter) => parameter.in === place);
  if (here.length === 0) return `${place}?: never`;
  const members = here.map(({ name, schema }) => `'${name}'${mark}: ${typeOf(schema)}`);
  return `${place}${mark}: { ${members.join('; ')} }`;
}

/** @param {Operation['requestBody']} body */
function bodyMember(body) {
  if (!body) return 'body?: never';
  const type = body.content?.[FILE] ? 'FormData' : typeOf(body.content?.[JSON_BODY]?.schema ?? {});
  return `body${body.required ? '' : '?'}: ${type}`;
}

/** @param {Record<string, Message>} responses */
function answerOf(responses) {
  const contents = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, { content }]) => content);
  if (contents.every((content) => content === undefined)) return 'undefined';
  const schema = contents.map((content) => content?.[JSON_BODY]?.schema).find(Boolean);
  return schema ? typeOf(schema) : 'unknown';
}

/**
 * @param {Schema} schema
 * @returns {string}
 */
function typeOf(schema) {
  const { $ref, additionalProperties, allOf, anyOf, enum: values, items, properties, required, type, ...rest } = schema;
  const strange = Object.keys(rest).filter((keyword) => !NARROWING.has(keyword));
  if (strange.length > 0) throw new Error(`what does ${strange.join(', ')} make of a type? ${JSON.stringify(schema)}`);
  if ($ref) return $ref.replace('#/components/schemas/', '');
  if (anyOf) return anyOf.map(typeOf).join(' | ');
  if (allOf) return allOf.map((/** @type {Schema} */ part) => `(${typeOf(part)})`).join(' & ');
  if (values) return values.map((/** @type {unknown} */ value) => JSON.stringify(value)).join(' | ');
  if (type === undefined) return 'unknown';
  return [type]
    .flat()
    .map((one) => {
      if (one === 'array') return `(${typeOf(items ?? {})})[]`;
      if (one === 'object') return objectType(properties, required ?? [], additionalProperties);
      const plain = PLAIN[one];
      if (!plain) throw new Error(`what is a ${one}?`);
      return plain;
    })
    .join(' | ');
}

/**
 * @param {Record<string, Schema> | undefined} properties
 * @param {string[]} required
 * @param {Schema | boolean | undefined} others what the members are that have no names
 */
function objectType(properties, required, others) {
  const members = Object.entries(properties ?? {}).map(
    ([name, schema]) => `'${name}'${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
  );
  const named = members.length > 0 ? `{ ${members.join('; ')} }` : '';
  if (others === undefined || others === false) return named || 'Record<string, never>';
  const unnamed = `Record<string, ${typeof others === 'object' ? typeOf(others) : 'unknown'}>`;
  return named ? `${named} & ${unnamed}` : unnamed;
}
