import { LANGUAGES } from '../../messages/languages.ts';

/** The languages there are pages in, each in its own words; one that was set elsewhere stays in the list. */
export function languages(chosen: string): { value: string; text: string }[] {
  if (chosen === '' || LANGUAGES.some(({ value }) => value === chosen)) return LANGUAGES;
  return [...LANGUAGES, { value: chosen, text: ownName(chosen) }];
}

function ownName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
