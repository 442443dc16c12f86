export { Breather } from './breather';
export { finish, type Steps } from './steps';
