/* Talking to the server: an answer's body, or the refusal with its code. */

export interface Field {
  field: string;
  code: string;
}

export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly request: string,
    readonly fields: Field[] = [],
    /** More about why, where the code alone leaves it open. */
    readonly reason = '',
  ) {
    super(code);
  }
}

export async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Record<string, unknown>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch {
    throw new Refusal('unreachable', '');
  }
  const json = parsed(text);
  if (response.ok) return json;
  const details = json['details'] as { fields?: Field[]; reason?: string } | undefined;
  throw new Refusal(
    typeof json['code'] === 'string' ? json['code'] : 'other',
    typeof json['request_id'] === 'string' ? json['request_id'] : (response.headers.get('X-Request-ID') ?? ''),
    details?.fields ?? [],
    details?.reason ?? '',
  );
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
