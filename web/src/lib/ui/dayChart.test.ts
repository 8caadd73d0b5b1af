import { describe, expect, it } from 'vitest';
import { bars, ceiling, ticks, type Day } from './dayChart.ts';

const day = (first: number, second: number, n = 1): Day => ({ day: `2026-03-0${String(n)}`, counts: [first, second] });

describe('a chart of days', () => {
  it.each([
    [0, 1],
    [1, 1],
    [3, 3],
    [10, 10],
    [11, 20],
    [4999, 5000],
    [60001, 80000],
  ])('ends its scale at a round number: %d at %d', (most, end) => {
    expect(ceiling(most)).toBe(end);
  });

  it('stacks the second number on the first, within the picture', () => {
    const [bar] = bars([day(60, 40)]);
    expect(bar?.second.y).toBeCloseTo(14);
    expect((bar?.second.y ?? 0) + (bar?.second.height ?? 0)).toBeCloseTo(bar?.first.y ?? -1);
  });

  it('shows one among thousands', () => {
    const drawn = bars([day(100000, 1, 1), day(0, 1, 2), day(0, 0, 3)]);
    expect(drawn[1]?.second.height).toBe(2);
    expect(drawn[2]?.second.height).toBe(0);
  });

  it('draws nothing wrong of nothing', () => {
    expect(bars([])).toEqual([]);
    expect(ticks([])).toEqual([{ y: 14, text: '1' }]);
  });
});
