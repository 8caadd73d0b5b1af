/* A passkey ceremony on a page: ready, waiting, done, refused. Everything it says stands in the page. */
import { ask, Refusal } from './server.ts';
import { acceptedPasskeys, unknownPasskey } from './signals.ts';
import { create, get } from './webauthn.ts';

type State = 'ready' | 'waiting' | 'done' | 'refused';

interface Kind {
  start: (root: HTMLElement) => Promise<Record<string, unknown>>;
  finish: string;
  creates: boolean;
}

const assertion = (finish: string): Kind => ({
  start: () => ask('GET', '/api/webauthn/login/start'),
  finish,
  creates: false,
});

const KINDS: Record<string, Kind> = {
  login: assertion('/api/webauthn/login/finish'),
  reauthenticate: assertion('/api/webauthn/reauthenticate'),
  register: {
    start: () => ask('GET', '/api/webauthn/register/start'),
    finish: '/api/webauthn/register/finish',
    creates: true,
  },
  setup: {
    start: (root) => ask('POST', '/signup/setup/start', filledIn(root)),
    finish: '/signup/setup/finish',
    creates: true,
  },
  signup: {
    start: (root) => ask('POST', '/signup/start', filledIn(root)),
    finish: '/signup/finish',
    creates: true,
  },
};

/* The server forgets a challenge after five minutes; autofill asks for a new one before. */
const RENEW = 270_000;
/* Long enough to see the latch turn. */
const TURN = 180;

export function prepare(root: HTMLElement): void {
  const kind = KINDS[root.dataset['ceremony'] ?? ''];
  if (!kind) return;
  let running: AbortController | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;

  const restart = (): AbortSignal => {
    clearTimeout(renewal);
    running?.abort();
    running = new AbortController();
    return running.signal;
  };

  const press = async (): Promise<void> => {
    const signal = restart();
    let rpId = '';
    let credentialId = '';
    try {
      forget(root);
      if (typeof PublicKeyCredential === 'undefined') throw new Refusal('unsupported', '');
      const options = await kind.start(root);
      rpId = text(options['rpId']);
      show(root, 'waiting');
      const answer = kind.creates ? await create(options, signal) : await get(options, signal, false);
      credentialId = text(answer['id']);
      await ask('POST', kind.finish, answer);
      await succeed(root, kind);
    } catch (error) {
      if (signal.aborted && error instanceof DOMException) return;
      fail(root, error, { rpId, credentialId });
      void offerAutofill();
    }
  };

  /* Passkeys in the field's own suggestions. It waits quietly, and gives way to the button. */
  const offerAutofill = async (): Promise<void> => {
    if (!root.querySelector('input[autocomplete~="webauthn"]') || !(await canAutofill())) return;
    const signal = restart();
    renewal = setTimeout(() => void offerAutofill(), RENEW);
    let rpId = '';
    let credentialId = '';
    try {
      const options = await kind.start(root);
      rpId = text(options['rpId']);
      const answer = await get(options, signal, true);
      credentialId = text(answer['id']);
      clearTimeout(renewal);
      show(root, 'waiting');
      await ask('POST', kind.finish, answer);
      await succeed(root, kind);
    } catch (error) {
      if (credentialId) fail(root, error, { rpId, credentialId });
    }
  };

  root.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    void press();
  });
  root.querySelector('[data-retry]')?.addEventListener('click', () => {
    if (kind.start.length === 0) void press();
    else show(root, 'ready');
  });
  root.querySelector('[data-cancel]')?.addEventListener('click', () => {
    restart();
    cancelled(root);
    void offerAutofill();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) show(root, 'ready');
  });
  show(root, 'ready', false);
  void offerAutofill();
}

async function canAutofill(): Promise<boolean> {
  try {
    return (
      typeof PublicKeyCredential !== 'undefined' &&
      ((await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false)
    );
  } catch {
    return false;
  }
}

async function succeed(root: HTMLElement, kind: Kind): Promise<void> {
  show(root, 'done');
  const turned = new Promise((done) => setTimeout(done, TURN));
  await Promise.all([turned, kind.creates ? undefined : acceptedPasskeys()]);
  const [what, where] = split(root.dataset['after'] ?? '');
  if (what === 'submit') document.querySelector<HTMLFormElement>(where)?.requestSubmit();
  else if (where.startsWith('/') && !where.startsWith('//')) location.assign(where);
}

function split(after: string): [string, string] {
  const colon = after.indexOf(':');
  return [after.slice(0, colon), after.slice(colon + 1)];
}

function fail(root: HTMLElement, error: unknown, used: { rpId: string; credentialId: string }): void {
  const refusal = error instanceof Refusal ? error : new Refusal(finding(error), '');
  if (refusal.code === 'cancelled') return cancelled(root);
  if (refusal.code === 'validation_failed' && complain(root, refusal)) return show(root, 'ready', false);
  // Only what the server has never heard of. A good passkey fails too: somebody else's, or used where it does not count.
  if (refusal.reason === 'unknown_credential' && used.rpId && used.credentialId)
    unknownPasskey(used.rpId, used.credentialId);
  const causes = [...root.querySelectorAll<HTMLElement>('[data-cause]')];
  const cause = causes.some((one) => one.dataset['cause'] === refusal.code) ? refusal.code : 'other';
  for (const one of causes) one.hidden = one.dataset['cause'] !== cause;
  fill(root, 'code', refusal.code);
  fill(root, 'request', refusal.request || '–');
  show(root, 'refused');
}

/* What a browser means (WebAuthn Level 3 §5.1.3, §5.1.4). It hides why a person did not go on, so that is no failure. */
function finding(error: unknown): string {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'AbortError':
      return 'cancelled';
    case 'InvalidStateError':
      return 'exists';
    case 'SecurityError':
      return 'wrong_address';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'other';
  }
}

function cancelled(root: HTMLElement): void {
  show(root, 'ready');
  const hint = root.querySelector<HTMLElement>('[data-hint]');
  if (hint) hint.hidden = false;
}

function forget(root: HTMLElement): void {
  for (const hint of root.querySelectorAll<HTMLElement>('[data-hint], .wrong')) hint.hidden = true;
  for (const input of root.querySelectorAll('input')) input.removeAttribute('aria-invalid');
}

/* Each complaint under its field; focus on the first. */
function complain(root: HTMLElement, refusal: Refusal): boolean {
  let first: HTMLElement | undefined;
  for (const { field, code } of refusal.fields) {
    const input = document.getElementById(field);
    const wrong = document.getElementById(`${field}-wrong`);
    if (!input || !wrong || !root.contains(input)) continue;
    wrong.textContent = wrong.getAttribute(`data-${code.replaceAll('_', '-')}`) ?? wrong.dataset['other'] ?? '';
    wrong.hidden = false;
    input.setAttribute('aria-invalid', 'true');
    first ??= input;
  }
  show(root, 'ready', false);
  first?.focus();
  return first !== undefined;
}

function filledIn(root: HTMLElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const input of root.querySelectorAll<HTMLInputElement>('input[name]')) values[input.name] = input.value.trim();
  return values;
}

function fill(root: HTMLElement, slot: string, value: string): void {
  const place = root.querySelector(`[data-slot="${slot}"]`);
  if (place) place.textContent = value;
}

/* Focus follows: to the message, or back to the button. */
function show(root: HTMLElement, state: State, focus = true): void {
  root.dataset['state'] = state;
  if (!focus) return;
  const target =
    state === 'ready' ? '[data-start]' : `[data-when="${state}"][tabindex], [data-when="${state}"] [tabindex]`;
  root.querySelector<HTMLElement>(target)?.focus();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
