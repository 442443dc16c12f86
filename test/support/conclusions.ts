import { CONFIGURATIONS } from '../../src/training';
import { conclude, type Conclusion, type ReportedRun, type Topic } from '../../src/report';

export const circumstances = {
  classes: ['cat', 'dog', 'ship'],
  validationSamples: 10_000,
  /** As on the assignment's own data. */
  reported: ({ configuration }: ReportedRun) =>
    CONFIGURATIONS.find(({ number }) => number === configuration)?.reportedAccuracy ?? null,
};

/** The conclusions on a topic. */
export const on = (topic: Topic, ...runs: ReportedRun[]): Conclusion[] =>
  conclude(runs, circumstances).filter((conclusion) => conclusion.topic === topic);

export const textsOn = (topic: Topic, ...runs: ReportedRun[]): string[] =>
  on(topic, ...runs).map(({ text }) => text);
