export { TaskRunner, isAbortion } from './task-runner';
export { finish, type Task } from './task';
