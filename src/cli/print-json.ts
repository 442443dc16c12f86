import { jsonText } from '../files';

/** Prints what came of a command for other programs. */
export function printJson(content: object): void {
  console.log(jsonText(content, 2));
}
