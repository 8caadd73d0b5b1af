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

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface ErrorBody {
  error?: string;
  code?: string;
  details?: { fields?: FieldFault[]; property?: string; key?: string };
}

let leaving = false;

/** Whether the page is on its way to the sign-in page, so that nothing asks about unsaved changes. */
export const isLeaving = () => leaving;

/** One call of the management API. A session that has ended leads to the sign-in page and back here. */
export async function call<T = void>(method: Method, path: string, body?: unknown): Promise<T> {
  return (await exchange<T>(method, path, body)).value;
}

/** As `call`, with a file. */
export function upload<T = void>(method: 'PUT' | 'POST', path: string, file: Blob, name: string): Promise<T> {
  const form = new FormData();
  form.append('file', file, name);
  return call(method, path, form);
}

/** What was answered, and the version of it, for things that several people may edit. */
export interface Versioned<T> {
  value: T;
  version: string;
}

/** As `call`. With the version that a change is based on, it is refused (412) if somebody else was faster. */
export async function exchange<T>(
  method: Method,
  path: string,
  body?: unknown,
  basedOn?: string,
): Promise<Versioned<T>> {
  const [response, text] = await ask(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...(basedOn === undefined ? {} : { 'if-match': basedOn }),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  if (response.ok)
    return { value: (text ? JSON.parse(text) : undefined) as T, version: response.headers.get('etag') ?? '' };
  const refused = readRefusal(response, text);
  if (refused.code === 'not_signed_in') {
    leaving = true;
    location.assign(`/login?redirect=${encodeURIComponent(location.pathname + location.search)}`);
    return new Promise<Versioned<T>>(() => undefined);
  }
  throw refused;
}

/** The whole answer: a connection that breaks after the headers is as little an answer as one that never was. */
async function ask(path: string, request: RequestInit): Promise<[Response, string]> {
  try {
    const response = await fetch(path, request);
    return [response, await response.text()];
  } catch {
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
