import { describe, expect, it } from 'vitest';
import { dragged, kept, squareOf, wholeOf } from './crop.ts';

const size = { width: 600, height: 400 };

describe('the part of a picture that is kept', () => {
  it('begins with the largest square, in the middle', () => {
    expect(squareOf(size, wholeOf(size))).toEqual({ left: 100, top: 0, side: 400 });
  });

  it('follows the hand, and stops at the edge', () => {
    expect(squareOf(size, dragged(size, wholeOf(size), 0.1, 0.5))).toEqual({ left: 60, top: 0, side: 400 });
    expect(squareOf(size, dragged(size, wholeOf(size), -9, 0))).toEqual({ left: 200, top: 0, side: 400 });
  });

  it('never reaches beyond the picture when it is seen from further away', () => {
    const close = kept(size, { x: 600, y: 400, zoom: 4 });
    expect(squareOf(size, close)).toEqual({ left: 500, top: 300, side: 100 });
    expect(squareOf(size, kept(size, { ...close, zoom: 0.1 }))).toEqual({ left: 200, top: 0, side: 400 });
    expect(kept(size, { ...close, zoom: 99 }).zoom).toBe(4);
  });
});
