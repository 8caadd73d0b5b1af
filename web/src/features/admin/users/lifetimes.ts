import * as m from '$messages';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a login code may work, in seconds and in words. */
export const lifetimes = [
  { value: String(15 * MINUTE), text: m.code_minutes({ n: 15 }) },
  { value: String(HOUR), text: m.code_hours({ n: 1 }) },
  { value: String(12 * HOUR), text: m.code_hours({ n: 12 }) },
  { value: String(DAY), text: m.code_days({ n: 1 }) },
  { value: String(7 * DAY), text: m.code_days({ n: 7 }) },
  { value: String(30 * DAY), text: m.code_days({ n: 30 }) },
];

export const AN_HOUR = String(HOUR);
export const A_WEEK = String(7 * DAY);
