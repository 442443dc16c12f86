export type { Verdict, VerifiedFile } from './verdict';
export { verifyResults, type VerifyOptions, type VerifyProgress } from './verify-results';
