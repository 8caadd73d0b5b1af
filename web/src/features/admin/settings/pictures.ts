import { asForm, call, Refused } from '$lib/api/call.ts';

/** What the server takes. */
export const MOST_BYTES = 5 * 1024 * 1024;

/** The side of the icon on home screens, in pixels. */
const ICON_SIDE = 512;

export type PictureName =
  'logoLight' | 'logoDark' | 'background' | 'favicon' | 'icon' | 'logoEmail' | 'default-profile-picture';

/** A picture of the installation: where it is, and whether somebody uploaded it. */
export interface Picture {
  name: PictureName;
  url: string;
  uploaded: boolean;
}

/** What is to become of each when it is saved: nothing, the original again, or the file of which this is the preview. */
export type Wish = '' | 'original' | `blob:${string}`;

export type Wishes = Record<PictureName, Wish>;

export const noWishes = (): Wishes => ({
  logoLight: '',
  logoDark: '',
  background: '',
  favicon: '',
  icon: '',
  logoEmail: '',
  'default-profile-picture': '',
});

export const getPictures = async () => (await call('GET /api/application-images')) as Picture[];

/** How a new one is sent, and how the original is put back; of those that begin with none, by removing what is there. */
const saving: Record<PictureName, { send: (body: FormData) => Promise<void>; restore: () => Promise<void> }> = {
  logoLight: {
    send: (body) => call('PUT /api/application-images/logo', { query: { light: 'true' }, body }),
    restore: () => call('DELETE /api/application-images/logo', { query: { light: 'true' } }),
  },
  logoDark: {
    send: (body) => call('PUT /api/application-images/logo', { query: { light: 'false' }, body }),
    restore: () => call('DELETE /api/application-images/logo', { query: { light: 'false' } }),
  },
  background: {
    send: (body) => call('PUT /api/application-images/background', { body }),
    restore: () => call('POST /api/application-images/background/restore'),
  },
  favicon: {
    send: (body) => call('PUT /api/application-images/favicon', { body }),
    restore: () => call('POST /api/application-images/favicon/restore'),
  },
  icon: {
    send: (body) => call('PUT /api/application-images/icon', { body }),
    restore: () => call('POST /api/application-images/icon/restore'),
  },
  logoEmail: {
    send: (body) => call('PUT /api/application-images/email', { body }),
    restore: () => call('POST /api/application-images/email/restore'),
  },
  'default-profile-picture': {
    send: (body) => call('PUT /api/application-images/default-profile-picture', { body }),
    restore: () => call('DELETE /api/application-images/default-profile-picture'),
  },
};

const files = new Map<string, File>();

/** Keeps a file until it is saved. */
export function keep(file: File): Wish {
  const wish = URL.createObjectURL(file) as `blob:${string}`;
  files.set(wish, file);
  return wish;
}

/** The page is left. */
export function forgetFiles(): void {
  for (const wish of files.keys()) URL.revokeObjectURL(wish);
  files.clear();
}

async function fulfil(name: PictureName, wish: Wish): Promise<void> {
  const file = files.get(wish);
  await (file ? saving[name].send(asForm(file, file.name)) : saving[name].restore());
}

/**
 * Saves one after the other, so that one which is refused does not keep the others from being saved.
 *
 * @returns what was refused
 */
export async function savePictures(wishes: Wishes): Promise<Partial<Record<PictureName, Refused>>> {
  const refused: Partial<Record<PictureName, Refused>> = {};
  for (const [name, wish] of Object.entries(wishes) as [PictureName, Wish][]) {
    if (wish === '') continue;
    try {
      await fulfil(name, wish);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused[name] = error;
    }
  }
  return refused;
}

/** What a picture is shown by: what was chosen, else what was uploaded; empty for the original. */
export function shownBy(picture: Picture | undefined, wish: Wish): string {
  if (wish === 'original') return '';
  return wish || (picture?.uploaded ? picture.url : '');
}

/** The picture of a file, if this browser can show it, as most others then can. SVG is no bitmap. */
export async function load(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  if (!file.type.startsWith('image/svg')) return createImageBitmap(file);
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** All of a picture, as large as it fits into the square of an icon. */
export async function iconOf(image: ImageBitmap | HTMLImageElement): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width: ICON_SIDE, height: ICON_SIDE });
  const width = image.width || ICON_SIDE;
  const height = image.height || ICON_SIDE;
  const scale = ICON_SIDE / Math.max(width, height);
  const [w, h] = [width * scale, height * scale];
  canvas.getContext('2d')?.drawImage(image, (ICON_SIDE - w) / 2, (ICON_SIDE - h) / 2, w, h);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('no picture');
  return new File([blob], 'icon.png', { type: 'image/png' });
}
