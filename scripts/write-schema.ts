import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { jsonSchemas } from '../src/report/forms/json-schemas';

for (const [name, schema] of Object.entries(jsonSchemas())) {
  const file = path.join(__dirname, `../schemas/${name}.schema.json`);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
