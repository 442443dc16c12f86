import path from 'node:path';

/** The form of what is to be classified. */
export type Form = 'image' | 'npy' | 'npz' | 'csv';

/** What files of a form begin with. */
const BEGINNINGS: readonly (readonly [Form, RegExp])[] = [
  ['npy', /^\x93NUMPY/],
  ['npz', /^PK[^ -~]{2}/],
  // PNG, JPEG, GIF, TIFF, WebP, AVIF and HEIF.
  ['image', /^(\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(avi|hei|mif))/s],
  ['image', /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg/s],
];

const PICTURES = /^\.(png|jpe?g|gif|tiff?|webp|avif|hei[cf]|svg|bmp)$/;

/** The form that the first bytes tell, else the one that the name does, else CSV. */
export function formOf(head: Buffer, name: string): Form {
  const text = head.toString('latin1');
  const found = BEGINNINGS.find(([, beginning]) => beginning.test(text));
  return found?.[0] ?? formByName(path.extname(name).toLowerCase());
}

/** A damaged picture is no CSV. */
function formByName(ending: string): Form {
  if (PICTURES.test(ending)) return 'image';
  return ending === '.npy' ? 'npy' : ending === '.npz' ? 'npz' : 'csv';
}
