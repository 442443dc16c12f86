import { jsonText } from '../files';

/** Prints the result of a command as JSON, for other programs. */
export function printJson(content: object): void {
  console.log(jsonText(content, 2));
}
