export { ALONE, summing, type Communicator } from './communicator';
export { joinCluster } from './join';
export { localProcesses } from './local-share';
export { launchedBy, type Launched } from './launcher';
export { shareOf, type Share } from './share';
export { exchange, together } from './together';
