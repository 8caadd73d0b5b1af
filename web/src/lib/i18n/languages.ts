/** The languages a person can name as theirs. Apps learn it from the `locale` claim. */
const TAGS = [
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'hu',
  'it',
  'ja',
  'ko',
  'lv',
  'nl',
  'no',
  'pl',
  'pt-BR',
  'ru',
  'sv',
  'tr',
  'uk',
  'vi',
  'zh-CN',
  'zh-TW',
];

function ownName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}

/** Each language in its own words; one that was set elsewhere stays in the list. */
export const languages = (chosen: string) =>
  [...new Set([...TAGS, chosen].filter(Boolean))].map((value) => ({ value, text: ownName(value) }));
