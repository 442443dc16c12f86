import Ajv2020 from 'ajv/dist/2020';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Asserts that the content of a JSON file follows `schemas/NAME.schema.json`. */
export function expectPublishedForm(name: string, content: unknown): void {
  const file = path.join(__dirname, `../../schemas/${name}.schema.json`);
  const isValid = new Ajv2020().compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  expect(isValid(content), JSON.stringify(isValid.errors)).to.equal(true);
}
