/** Programs of users: each trains a tiny model, and prints what it has as JSON. */

const BODY = `
const X = Float64Array.from({ length: 80 }, (_, i) => (i % 8 < 4 ? 1 : -1) * (1 + (i % 3)));
const labels = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 'left' : 'right'));
const data = dataSet({ X, labels, features: 4 });
const classifier = new LinearClassifier({ epochs: 20, eta: 0.1, batchSize: 5 });
await classifier.fit(data);
const predictions = classifier.predict([[2, 2, 2, 2], [-2, -2, -2, -2]]);
console.log(JSON.stringify({ predictions, backend: selectBackend().report }));
`;

const NAMES = 'dataSet, LinearClassifier, selectBackend';

export const COMMON_JS = `const { ${NAMES} } = require('onelayer');
(async () => {${BODY}})();
`;

export const ES_MODULE = `import { ${NAMES} } from 'onelayer';
${BODY}`;

export const TYPESCRIPT = `import { ${NAMES}, type BackendReport, type DataSet, type Results } from 'onelayer';
${BODY}
export const report: BackendReport = selectBackend().report;
export type { DataSet, Results };
`;
