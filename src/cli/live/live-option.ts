import { Option } from '@commander-js/extra-typings';

/** The option of commands that train. */
export const liveOption = new Option(
  '--live',
  'show the training on a page in the browser while it runs, for this machine alone',
).default(false);
