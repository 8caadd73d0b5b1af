import { call } from '$lib/api/call.ts';
import { idInPath } from '$lib/api/list.ts';

/** How far a test came; `done` is all the way. */
export const STEPS = ['authorize', 'token', 'userinfo'] as const;
export type Step = (typeof STEPS)[number] | 'done';

export interface TestResult {
  clientId: string;
  clientName: string;
  step: Step;
  /** Why it came no further, by a code. */
  reason: string;
  scopes: string[];
  idToken: Record<string, unknown>;
  userInfo: Record<string, unknown>;
  /** What may still keep people out, by codes. */
  notes: string[];
}

/** @returns where to go next */
export const beginTest = async (clientId: string) =>
  (
    await call<{ url: string }>('POST', `/api/oidc/clients/${idInPath(clientId)}/sign-in-tests`, {
      scopes: ['openid', 'profile', 'email', 'groups'],
    })
  ).url;

export const finishTest = (answer: Record<'state' | 'code' | 'error', string | null>) =>
  call<TestResult>('POST', '/api/oidc/sign-in-tests/finish', answer);
