import path from 'node:path';
import { writeWhole } from '../../src/files';
import { makeFolder } from '../../src/report';
import { draw, pngFile, svgFile, type Figure } from '../../src/report/figures';

/** Writes figures as SVG and PNG files. */
export async function writeFigures(folder: string, drawn: readonly Figure[]): Promise<void> {
  makeFolder(folder);
  for (const figure of drawn) {
    const svg = svgFile(await draw(figure));
    writeWhole(path.join(folder, `${figure.name}.svg`), svg);
    writeWhole(path.join(folder, `${figure.name}.png`), await pngFile(svg));
  }
}

/** Writes Markdown as the formatter would, so that the file can be committed as it is. */
export async function writeMarkdown(file: string, text: string): Promise<void> {
  const prettier = await import('prettier');
  const options = (await prettier.resolveConfig(file)) ?? {};
  writeWhole(file, await prettier.format(text, { ...options, parser: 'markdown' }));
}

export function writeJson(file: string, content: object): void {
  writeWhole(file, `${JSON.stringify(content, null, 1)}\n`);
}
