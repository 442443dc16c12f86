export { cholesky, factoring, invertLower, solveCholesky } from './cholesky';
export { eigensystem, type Eigensystem } from './eigensystem';
