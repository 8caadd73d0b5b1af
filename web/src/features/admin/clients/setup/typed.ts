import type { FieldFault } from '$lib/api/call.ts';
import { appAddress, domainOf, fits, type Answers, type Question, type Recipe } from './recipe.ts';

/** What stands in the fields, right or wrong. */
export type Typed = Record<'app' | Question['id'], string>;

export const typedFor = (recipe: Recipe, app: string): Typed => ({
  app,
  provider: '',
  domain: '',
  shown: '',
  ...Object.fromEntries((recipe.ask ?? []).map((question) => [question.id, question.initial ?? ''])),
});

/** The mail domain follows the address for as long as nobody wrote another. */
export function withDomain(before: string, typed: Typed): string {
  const was = appAddress(before);
  const is = appAddress(typed.app);
  return is && (typed.domain === '' || (was && typed.domain === domainOf(was))) ? domainOf(is) : typed.domain;
}

export type Read = { kind: 'answers'; answers: Answers } | { kind: 'faults'; faults: Record<string, FieldFault> };

/** Reads the fields: the answers, or what is wrong with which. */
export function read(recipe: Recipe, typed: Typed): Read {
  const faults: Record<string, FieldFault> = {};
  const complain = (field: string, code: string) => (faults[field] = { field, code, message: '' });
  const app = appAddress(typed.app);
  if (!app) complain('app', typed.app.trim() ? 'app_address' : 'required');
  for (const { id } of recipe.ask ?? []) {
    const answer = typed[id].trim();
    if (!fits[id].test(answer))
      complain(id, answer === '' ? 'required' : id === 'domain' ? 'mail_domain' : 'short_name');
  }
  if (!app || Object.keys(faults).length > 0) return { kind: 'faults', faults };
  return {
    kind: 'answers',
    answers: { app, provider: typed.provider.trim(), domain: typed.domain.trim(), shown: typed.shown.trim() },
  };
}
