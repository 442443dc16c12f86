import { Option } from '@commander-js/extra-typings';
import { assertInteger } from '../../errors';
import { SERVICE_DEFAULTS } from '../../service';
import { integerFrom } from '../../training';
import { backendOption } from '../backend-options';
import { howToCall } from '../how-to-call';
import { newProgram, type HelpEnd } from '../program/new-program';

const CALL = howToCall('serve');

const END: HelpEnd = {
  examples: [
    [`${CALL} flowers.safetensors`, 'at http://127.0.0.1:8080, for this machine alone'],
    [
      `curl http://127.0.0.1:8080/predict -H 'content-type: application/json' -d '{"row": [1.6, 0.3]}'`,
      'asks it for the class of a row',
    ],
    [`${CALL} model.safetensors --host 0.0.0.0 --port 80`, 'for whoever can reach this machine'],
  ],
  exitCodes: '0 stopped by Ctrl-C or SIGTERM when all was answered, 1 failed, 2 wrong usage',
};

const { port, host, rows, wait, queue, patience, timeout, poll, drain } = SERVICE_DEFAULTS;

const HIGHEST_PORT = 65_535;
/** Milliseconds that a timer can take. */
const LONGEST = 2 ** 31 - 1;

/** An option that takes an integer; one of milliseconds goes no further than timers do. */
function integer<Flags extends string>(
  flags: Flags,
  words: string,
  preset: number,
  least: number,
  most = LONGEST,
) {
  const flag = flags.split(' ', 1)[0];
  const parse = (text: string): number => {
    const value = integerFrom(least)(flag, text);
    assertInteger(flag, value, least, most);
    return value;
  };
  return new Option(flags, words).argParser(parse).default(preset);
}

/** The options of `onelayer serve`. */
export function serveProgram() {
  return newProgram(CALL, END)
    .description('Serves a classifier over HTTP, and swaps to a new file without losing a request.')
    .argument('<model>', 'a file with a classifier: .safetensors or .json')
    .optionsGroup('Network:')
    .addOption(
      integer('--port <number>', 'where to listen; 0 for a free one', port, 0, HIGHEST_PORT),
    )
    .option('--host <address>', 'where to listen; 0.0.0.0 or :: for other machines too', host)
    .optionsGroup('Machine:')
    .addOption(backendOption)
    .addOption(integer('--threads <count>', 'number of threads to compute on', 1, 1))
    .optionsGroup('Requests:')
    .addOption(integer('--rows <count>', 'rows of a request, and of a batch, at most', rows, 1))
    .addOption(integer('--wait <ms>', 'how long a request waits for others in its batch', wait, 0))
    .addOption(integer('--queue <count>', 'requests that wait for their turn at most', queue, 0))
    .addOption(integer('--patience <ms>', 'how long each of them waits at most', patience, 1))
    .addOption(integer('--timeout <ms>', 'how long a request may take to arrive', timeout, 1))
    .addOption(integer('--poll <ms>', "time between two looks at the model's file", poll, 1))
    .addOption(integer('--drain <ms>', 'time for clients to disconnect at the end', drain, 0))
    .optionsGroup('Output:')
    .option('--json', 'print what happens as JSON, an event on each line', false);
}
