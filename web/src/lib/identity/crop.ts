/** The side of a picture as it is sent, in pixels. */
export const SIDE = 300;

export const CLOSEST = 4;

/** Which square of a picture is shown: its middle, in pixels of the picture, and how close. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

interface Size {
  width: number;
  height: number;
}

export interface Square {
  left: number;
  top: number;
  side: number;
}

/** The largest square, in the middle. */
export const wholeOf = (size: Size): View => ({ x: size.width / 2, y: size.height / 2, zoom: 1 });

const within = (low: number, value: number, high: number) => Math.min(Math.max(value, low), high);

/** As close as is allowed, and no further out than the picture reaches. */
export function kept(size: Size, view: View): View {
  const zoom = within(1, view.zoom, CLOSEST);
  const half = Math.min(size.width, size.height) / zoom / 2;
  return { x: within(half, view.x, size.width - half), y: within(half, view.y, size.height - half), zoom };
}

export function squareOf(size: Size, view: View): Square {
  const side = Math.min(size.width, size.height) / view.zoom;
  return { left: view.x - side / 2, top: view.y - side / 2, side };
}

/** Moves what is shown by a share of the square, as a hand does that drags the picture. */
export function dragged(size: Size, view: View, dx: number, dy: number): View {
  const { side } = squareOf(size, view);
  return kept(size, { ...view, x: view.x - dx * side, y: view.y - dy * side });
}
