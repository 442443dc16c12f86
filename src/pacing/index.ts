export { Breather, isAbortion } from './breather';
export { finish, type Steps } from './steps';
