import * as m from '$messages';
import { LOCALE } from './texts.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'medium' });
const until = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });

export const formatDay = (time: string) => day.format(new Date(time));

/** To the minute, for what is to come. */
export const formatUntil = (time: string) => until.format(new Date(time));

export const formatMoment = (time: string) => moment.format(new Date(time));

export const formatList = (words: string[]) => list.format(words);

/** "3 minutes ago", "yesterday"; beyond a month, the day itself. */
export function formatAgo(time: string, now = Date.now()): string {
  const seconds = (new Date(time).getTime() - now) / 1000;
  const past = Math.abs(seconds);
  if (past < MINUTE) return m.time_now();
  if (past < HOUR) return relative.format(Math.round(seconds / MINUTE), 'minute');
  if (past < DAY) return relative.format(Math.round(seconds / HOUR), 'hour');
  if (past < 30 * DAY) return relative.format(Math.round(seconds / DAY), 'day');
  return formatDay(time);
}

export type DurationUnit = 'minutes' | 'hours' | 'days';

export const MINUTES_IN: Record<DurationUnit, number> = { minutes: 1, hours: 60, days: 1440 };

/** The largest unit that divides a number of minutes exactly. */
export function splitDuration(minutes: number): { amount: number; unit: DurationUnit } {
  for (const unit of ['days', 'hours'] as const)
    if (minutes > 0 && minutes % MINUTES_IN[unit] === 0) return { amount: minutes / MINUTES_IN[unit], unit };
  return { amount: minutes, unit: 'minutes' };
}

/** "60 minutes" is "1 hour". */
export function formatMinutes(minutes: number): string {
  const { amount, unit } = splitDuration(minutes);
  const named = { minutes: 'minute', hours: 'hour', days: 'day' }[unit];
  return new Intl.NumberFormat(LOCALE, { style: 'unit', unit: named, unitDisplay: 'long' }).format(amount);
}

/** Two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')];
  const last = words.length > 1 ? [...(words.at(-1) ?? '')] : first.slice(1);
  return `${first[0] ?? '?'}${last[0] ?? ''}`.toLocaleUpperCase(LOCALE);
}

/**
 * One of twelve hues for a person's id or an app's name. The server draws pictures and pages by the same rule
 * (`platform.pages.Hue`), so it counts UTF-16 code units; `src/test/resources/hues.txt` holds both to it.
 */
export function hueOf(key: string): string {
  let sum = 0;
  for (let i = 0; i < key.length; i++) sum = (sum * 31 + key.charCodeAt(i)) >>> 0;
  return `hue-${String(sum % 12)}`;
}

export function nameOf(user: { displayName: string; firstName: string; lastName: string; username: string }): string {
  return user.displayName || `${user.firstName} ${user.lastName}`.trim() || user.username;
}

/** The host of an address, or the address itself where it has none. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host || address;
  } catch {
    return address;
  }
}

/** Whether a text is part of one of several, in upper or lower case. */
export function contains(texts: string[], text: string): boolean {
  const part = text.trim().toLocaleLowerCase(LOCALE);
  return texts.some((one) => one.toLocaleLowerCase(LOCALE).includes(part));
}
