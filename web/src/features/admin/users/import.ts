import { upload } from '$lib/api/call.ts';
import { fieldSentence } from '$lib/i18n/errors.ts';
import * as m from '$messages';

export interface Mistake {
  line: number;
  /** Empty if it is about the whole line. */
  column: string;
  code: string;
  message: string;
}

export interface Preview {
  line: number;
  username: string;
  email: string;
  displayName: string;
  isAdmin: boolean;
  disabled: boolean;
  groups: string[];
}

/** What a file would do. */
export interface Report {
  people: number;
  administrators: number;
  mistakes: Mistake[];
  mistakeCount: number;
  first: Preview[];
}

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

export const checkFile = (file: File) => upload<Report>('POST', '/api/users/import/check', file, file.name);

export const importFile = (file: File, administrators: boolean, mailLoginCode: boolean) =>
  upload<{ people: number; mailed: number }>(
    'POST',
    `/api/users/import?administrators=${String(administrators)}&mailLoginCode=${String(mailLoginCode)}`,
    file,
    file.name,
  );

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
