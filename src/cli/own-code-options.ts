import { Option } from '@commander-js/extra-typings';
import { positive } from '../training';

/** The seconds that a call of the user's code may take in a training, by default: data sets are large. */
const SECONDS = 60;

/** The option for the longest time of a call of the user's code. */
export const secondsOption = new Option(
  '--seconds <number>',
  'the longest that a call of the code, or a step, may take: then it is stopped',
)
  .argParser((text) => positive('--seconds', text))
  .default(SECONDS);
