import { call, type Answer, type Given } from '$lib/api/call.ts';

export type TestResult = Answer<'POST /api/oidc/sign-in-tests/finish'>;

/** How far a test came; `done` is all the way. */
export type Step = TestResult['step'];

export const STEPS = ['authorize', 'token', 'userinfo'] as const satisfies Step[];

/** @returns where to go next */
export const beginTest = async (clientId: string) =>
  (
    await call('POST /api/oidc/clients/{id}/sign-in-tests', {
      path: { id: clientId },
      body: { scopes: ['openid', 'profile', 'email', 'groups'] },
    })
  ).url;

export const finishTest = (answer: Given<'POST /api/oidc/sign-in-tests/finish'>['body']) =>
  call('POST /api/oidc/sign-in-tests/finish', { body: answer });
