import path from 'node:path';
import { packageFolder } from '../../files';

/** The fonts that figures are measured and PNG files set in: regular and bold. */
export const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  path.join(packageFolder(), 'assets', 'fonts', name),
);
