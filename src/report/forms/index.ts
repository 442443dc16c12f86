export { codeCheckSchema } from './code-check-schema';
export { diagnosisSchema } from './diagnosis-schema';
export { gradientCheckSchema } from './gradient-check-schema';
export { resultsSchema } from './results-schema';
