export { GroupAverage, type TrainedGroup } from './average';
export { joinedModel, type GroupModel } from './joined-model';
export { keepGroup, keptGroupFile, readGroup, type GroupTraining } from './kept-group';
export { evaluatingMean } from './mean-scores';
export { scoredJob, trainedGroup, type ScoredJob } from './scored-job';
export { scoringSet } from './scored-set';
