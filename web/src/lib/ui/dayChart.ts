import { LOCALE } from '../i18n/texts.ts';

/** A day of the calendar (`2026-03-01`) and its two numbers. */
export interface Day {
  day: string;
  counts: [number, number];
}

export const WIDTH = 720;
const HEIGHT = 120;
/** Room for the scale's words above the highest bar. */
const TOP = 14;
const GAP = 4;

interface Part {
  y: number;
  height: number;
}

/** The next round number: one digit with zeros. */
export function ceiling(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= most) ?? 10) * power;
}

const top = (days: Day[]) => ceiling(Math.max(0, ...days.map(({ counts: [first, second] }) => first + second)));

/** One bar a day, the second number on top of the first. What happened at all is never too small to be seen. */
export function bars(
  days: Day[],
): { day: string; counts: [number, number]; x: number; width: number; first: Part; second: Part }[] {
  const most = top(days);
  const step = WIDTH / Math.max(1, days.length);
  const height = (n: number) => (n === 0 ? 0 : Math.max(2, (n / most) * (HEIGHT - TOP)));
  return days.map(({ day, counts }, n) => {
    const first = height(counts[0]);
    const second = height(counts[1]);
    return {
      day,
      counts,
      x: n * step + GAP / 2,
      width: step - GAP,
      first: { y: HEIGHT - first, height: first },
      second: { y: HEIGHT - first - second, height: second },
    };
  });
}

/** The lines of the scale: its end, and its half where that is a whole number. */
export function ticks(days: Day[]): { y: number; text: string }[] {
  const most = top(days);
  const at = (n: number) => ({ y: HEIGHT - (n / most) * (HEIGHT - TOP), text: n.toLocaleString(LOCALE) });
  return most % 2 === 0 ? [at(most), at(most / 2)] : [at(most)];
}
