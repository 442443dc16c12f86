import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { resultsJsonSchema } from '../src/report/results-schema';

const file = path.join(__dirname, '../schemas/results.schema.json');
writeFileSync(file, `${JSON.stringify(resultsJsonSchema(), null, 2)}\n`);
