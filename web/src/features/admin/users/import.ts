import { asForm, call, type Answer } from '$lib/api/call.ts';
import { fieldSentence } from '$lib/i18n/errors.ts';
import * as m from '$messages';

/** What a file would do. */
export type Report = Answer<'POST /api/users/import/check'>;

/** What is wrong with it; the column is empty if it is about the whole line. */
export type Mistake = Report['mistakes'][number];

export type Preview = Report['first'][number];

/** The columns that need not be there. */
export const OPTIONAL_COLUMNS = [
  'email',
  'firstName',
  'lastName',
  'displayName',
  'userGroups',
  'emailVerified',
  'isAdmin',
  'disabled',
  'locale',
  'id',
];

export const checkFile = (file: File) => call('POST /api/users/import/check', { body: asForm(file, file.name) });

export const importFile = (file: File, administrators: boolean, mailLoginCode: boolean) =>
  call('POST /api/users/import', {
    query: { administrators, mailLoginCode },
    body: asForm(file, file.name),
  });

const SENTENCES: Record<string, (message: string) => string> = {
  unknown_column: m.import_unknown_column,
  duplicate_column: m.import_duplicate_column,
  missing_column: m.import_missing_column,
  empty_file: m.import_empty,
  too_many_rows: (message) => m.import_too_many({ n: numberIn(message) }),
  too_many_cells: m.import_too_many_cells,
  not_utf8: m.import_not_utf8,
  unclosed_quote: m.import_unclosed_quote,
  text_after_quote: m.import_after_quote,
  flag: m.import_flag,
  uuid: m.import_id,
  administrator: m.import_administrator,
  same_as_line: (message) => m.import_same_line({ n: numberIn(message) }),
  unknown_group: (message) => m.import_unknown_group({ name: message.slice(message.indexOf(':') + 1).trim() }),
};

const numberIn = (message: string) => Number(/\d+/.exec(message)?.[0] ?? 0);

export const sentenceOf = ({ column, code, message }: Mistake) =>
  SENTENCES[code]?.(message) ?? fieldSentence({ field: column, code, message });
