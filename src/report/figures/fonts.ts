import path from 'node:path';
import { packageFolder } from '../../files';

/**
 * The fonts that figures are measured and PNG files set in: regular and bold, whole, then the same of
 * the characters that most texts have.
 */
export const FONT_FILES = ['', 'subset'].flatMap((folder) =>
  ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
    path.join(packageFolder(), 'assets', 'fonts', folder, name),
  ),
);
