import type { Operations } from '$api';
import { Line } from './again.ts';
import { idInPath } from './id.ts';

export interface FieldFault {
  field: string;
  code: string;
  message: string;
}

/** The server said no, or could not be asked (`unreachable`). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldFault[] = [],
    readonly requestId: string | null = null,
    /** What is already in use, in a conflict about it. */
    readonly property: string | null = null,
    /** The name of the custom claim that is complained about. */
    readonly claim: string | null = null,
  ) {
    super(message);
  }
}

interface ErrorBody {
  error?: string;
  code?: string;
  details?: { fields?: FieldFault[]; property?: string; key?: string };
}

/** Whom the page is shown to, and what asks them to sign in again when their session ended in the middle. */
interface Owner {
  id: string;
  signInAgain: () => Promise<boolean>;
}

let owner: Owner | null = null;
let leaving = false;

export const shownTo = (whom: Owner) => {
  owner = whom;
};

/** Whether the page is about to be left for good, so that nothing asks about unsaved changes. */
export const isLeaving = () => leaving;

/** What is shown here, and was typed, is somebody else's: the browser is used by another person now. */
export function giveUp(): void {
  leaving = true;
  location.reload();
}

function leave(): void {
  leaving = true;
  location.assign(`/login?redirect=${encodeURIComponent(location.pathname + location.search)}`);
}

const line = new Line(() => owner?.signInAgain() ?? Promise.resolve(false), leave);

/** A method and a path, as the API's description names them. */
export type Operation = keyof Operations;

export type Answer<K extends Operation> = Operations[K]['answer'];

/** What an operation is told: what stands in its path and behind `?`, and its body. */
export type Given<K extends Operation> = Omit<Operations[K], 'answer'> & {
  /** The version that a change is based on: it is refused (412) if somebody else was faster. None is asked about. */
  basedOn?: string;
  /** Gives the call up. */
  signal?: AbortSignal;
  /** Asks nobody to sign in again: it is part of that. */
  asItIs?: boolean;
};

/** Nothing need be said to an operation that asks for nothing. */
export type Arguments<K extends Operation> =
  Record<never, never> extends Given<K> ? [given?: Given<K>] : [given: Given<K>];

/**
 * One call of the management API, made as the person whom the page is shown to or not at all. If their session has
 * ended they sign in again, and the call is made once more.
 */
export async function call<K extends Operation>(operation: K, ...given: Arguments<K>): Promise<Answer<K>> {
  return (await exchange(operation, ...given)).value;
}

/** What was answered, and the version of it, for things that several people may edit. */
export interface Versioned<T> {
  value: T;
  version: string;
}

/** As `call`. */
export async function exchange<K extends Operation>(
  operation: K,
  ...given: Arguments<K>
): Promise<Versioned<Answer<K>>> {
  const { body, basedOn, signal, asItIs = false }: Said = given[0] ?? {};
  const address = addressOf(operation, ...given);
  const request: RequestInit = {
    method: operation.split(' ')[0] ?? '',
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...(basedOn ? { 'if-match': basedOn } : {}),
      ...(owner ? { 'latchkey-user': owner.id } : {}),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  const turn = line.next();
  try {
    return await answered<K>(address, request);
  } catch (error) {
    if (!isSignedOut(error) || asItIs) throw error;
    return await line.onceMore(turn, () => answered<K>(address, request));
  }
}

const isSignedOut = (error: unknown) => error instanceof Refused && error.code === 'not_signed_in';

async function answered<K extends Operation>(address: string, request: RequestInit): Promise<Versioned<Answer<K>>> {
  const [response, text] = await ask(address, request);
  if (response.ok)
    return { value: (text ? JSON.parse(text) : undefined) as Answer<K>, version: response.headers.get('etag') ?? '' };
  const refused = readRefusal(response, text);
  if (refused.code === 'signed_in_as_another') {
    giveUp();
    return await new Promise<never>(() => undefined);
  }
  throw refused;
}

/** Where an operation is found: what a link leads to that saves a file. */
export function addressOf<K extends Operation>(operation: K, ...given: Arguments<K>): string {
  const { path = {}, query = {} }: Said = given[0] ?? {};
  const filled = operation.replace(/^\w+ /, '').replace(/\{(\w+)\}/g, (_, name: string) => idInPath(path[name] ?? ''));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) if (one !== undefined && one !== '') asked.append(name, String(one));
  return asked.size > 0 ? `${filled}?${asked.toString()}` : filled;
}

/** A file as the API takes it. */
export function asForm(file: Blob, name: string): FormData {
  const form = new FormData();
  form.append('file', file, name);
  return form;
}

/** What any operation is told. */
interface Said {
  path?: Record<string, string> | undefined;
  query?: Record<string, string | number | boolean | string[] | undefined> | undefined;
  body?: unknown;
  basedOn?: string;
  signal?: AbortSignal;
  asItIs?: boolean;
}

/** The whole answer: a connection that breaks after the headers is as little an answer as one that never was. */
async function ask(path: string, request: RequestInit): Promise<[Response, string]> {
  try {
    const response = await fetch(path, request);
    return [response, await response.text()];
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new Refused(0, 'unreachable', '');
  }
}

function readRefusal(response: Response, text: string): Refused {
  const requestId = response.headers.get('x-request-id');
  try {
    const body = JSON.parse(text) as ErrorBody;
    return new Refused(
      response.status,
      body.code ?? 'internal_error',
      body.error ?? '',
      body.details?.fields ?? [],
      requestId,
      body.details?.property ?? null,
      body.details?.key ?? null,
    );
  } catch {
    return new Refused(response.status, 'internal_error', '', [], requestId);
  }
}
