export { GroupAverage, type TrainedGroup } from './average';
export { keepGroup, keptGroupFile, readGroup, type GroupTraining } from './kept-group';
export { scoredJob, trainedGroup, type ScoredJob } from './scored-job';
