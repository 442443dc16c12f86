import type { Topic } from '../results/conclusion';

/** What conclusions of each topic are headed by. */
export const TOPIC_HEADINGS: Readonly<Record<Topic, string>> = {
  search: 'The best of the search',
  'search edge': 'Range of the search',
  'one standard error': 'The larger λ',
  halving: 'Successive halving',
  selection: 'Validation against test',
  choice: 'Which run to take',
  'own code': 'Code of one’s own',
  'learning rate': 'Effect of η',
  oscillation: 'Descent',
  convergence: 'Convergence',
  optimum: 'Distance from the optimum',
  overfitting: 'Overfitting',
  'weight decay': 'Effect of λ',
  'assignment report': 'Against the assignment report',
  calibration: 'Confidence',
  classes: 'Classes',
};
