import { writeWhole } from '../../src/files';
import { FigureFiles } from '../../src/report/figure-files';
import type { Figure } from '../../src/report/figures';

/** Writes figures as SVG and PNG files. */
export async function writeFigures(folder: string, figures: readonly Figure[]): Promise<void> {
  const files = new FigureFiles();
  await files.write(folder, figures);
  await files.finish();
}

/** Writes Markdown or JSON as the formatter would, so that the file can be committed as it is. */
export async function writeFormatted(file: string, text: string): Promise<void> {
  const prettier = await import('prettier');
  const options = (await prettier.resolveConfig(file)) ?? {};
  writeWhole(file, await prettier.format(text, { ...options, filepath: file }));
}

export function writeJson(file: string, content: object): void {
  writeWhole(file, `${JSON.stringify(content, null, 1)}\n`);
}
