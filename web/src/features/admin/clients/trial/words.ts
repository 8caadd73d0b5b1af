import * as m from '$messages';
import { STEPS, type Step, type TestResult } from './api.ts';

export type Mark = 'passed' | 'failed' | 'open';

/** What each step says, by how it went. The first is never left open: a test begins with it. */
const WORDS: Record<(typeof STEPS)[number], Record<Mark, () => string>> = {
  authorize: { passed: m.trial_step_authorize, failed: m.trial_failed_authorize, open: m.trial_step_authorize },
  token: { passed: m.trial_step_token, failed: m.trial_failed_token, open: m.trial_open_token },
  userinfo: { passed: m.trial_step_userinfo, failed: m.trial_failed_userinfo, open: m.trial_open_userinfo },
};

/** The steps of a test, and how each went. */
export function stepsOf(reached: Step): { text: string; mark: Mark }[] {
  const failed = reached === 'done' ? STEPS.length : STEPS.indexOf(reached);
  return STEPS.map((step, index) => {
    const mark = index < failed ? 'passed' : index === failed ? 'failed' : 'open';
    return { text: WORDS[step][mark](), mark };
  });
}

const REASONS: Record<string, () => string> = {
  access_denied: m.trial_reason_denied,
  invalid_grant: m.trial_reason_code,
  ended: m.trial_reason_ended,
  invalid_token: m.trial_reason_ended,
};

/** Why it failed, and what to do. */
export const reasonOf = ({ reason }: TestResult) =>
  (REASONS[reason] ?? (() => m.trial_reason_other({ code: reason })))();

const NOTES: Record<string, (name: string) => string> = {
  no_callback: (name) => m.trial_note_callback({ name }),
  no_secret: (name) => m.trial_note_secret({ name }),
  no_email: () => m.trial_note_email(),
  email_not_verified: () => m.trial_note_verified(),
  no_groups: (name) => m.trial_note_groups({ name }),
};

export const notesOf = ({ notes, clientName }: TestResult) => notes.flatMap((note) => NOTES[note]?.(clientName) ?? []);

const CLAIMS: Record<string, () => string> = {
  sub: m.trial_claim_sub,
  name: m.trial_claim_name,
  preferred_username: m.trial_claim_username,
  email: m.trial_claim_email,
  email_verified: m.trial_claim_verified,
  groups: m.trial_claim_groups,
  picture: m.trial_claim_picture,
};

export interface Claim {
  name: string;
  meaning: string | null;
  value: string;
}

/** The claims as somebody reads them: a text as it is, a list by commas, the rest as JSON. */
export const claimsOf = (claims: Record<string, unknown>): Claim[] =>
  Object.entries(claims).map(([name, value]) => ({
    name,
    meaning: CLAIMS[name]?.() ?? null,
    value:
      typeof value === 'string'
        ? value
        : Array.isArray(value) && value.every((one) => typeof one === 'string')
          ? value.join(', ')
          : JSON.stringify(value),
  }));
