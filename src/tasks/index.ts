export { TaskRunner, isAbortion } from './task-runner';
export { finish, waitingFor, type Task } from './task';
