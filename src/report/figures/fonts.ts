import path from 'node:path';
import { packageFolder } from '../../files';

/**
 * The fonts in which figures are measured and PNG files are set: regular and bold, whole, then subsets
 * of both with the usual characters.
 */
export const FONT_FILES = ['', 'subset'].flatMap((folder) =>
  ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
    path.join(packageFolder(), 'assets', 'fonts', folder, name),
  ),
);
