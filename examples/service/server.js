'use strict';

// A model's file as an HTTP service. Before: npm install onelayer fastify
//
//     node examples/service/server.js model.safetensors --port 8080 --host 127.0.0.1
//
// A file that takes the model's name is swapped in, within half a second or on SIGHUP. SIGTERM and
// Ctrl-C end it when everything that was asked is answered.
const { setTimeout } = require('node:timers');
const { parseArgs } = require('node:util');
const { buildService, DEFAULTS } = require('./service');

const USAGE = `usage: node server.js MODEL.safetensors [options]

  --port N           where to listen (8080)
  --host ADDRESS     (127.0.0.1)
  --backend NAME     auto, openblas or js (${DEFAULTS.backend})
  --threads N        that the classifier uses (${DEFAULTS.threads})
  --rows N           rows of a batch, and of a request, at most (${DEFAULTS.rows})
  --wait MS          that a request waits for others at most (${DEFAULTS.wait})
  --queue ROWS       that wait at most, before requests are turned away (${DEFAULTS.queue})
  --poll MS          between two looks at the model's file (${DEFAULTS.poll})
  --drain MS         that clients have to end their connections, when the service stops (${DEFAULTS.drain})`;

/** What the whole way to the end may take: a request that never arrives whole is given up then. */
const LONGEST_STOP = 10_000;

const INTEGERS = { port: 0, threads: 1, rows: 1, wait: 0, queue: 1, poll: 1, drain: 0 };
const TEXTS = ['host', 'backend'];

/** The file, and the options by their names; throws what is wrong with them. */
function readArguments() {
  const names = [...Object.keys(INTEGERS), ...TEXTS];
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  });
  if (positionals.length !== 1) {
    throw new Error(`MODEL: expected one file, got ${positionals.length}`);
  }
  for (const [name, minimum] of Object.entries(INTEGERS)) {
    if (values[name] === undefined) continue;
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < minimum) {
      throw new Error(`--${name}: expected an integer of at least ${minimum}, got ${values[name]}`);
    }
    values[name] = value;
  }
  return { file: positionals[0], ...values };
}

async function serve({ file, port = 8080, host = '127.0.0.1', ...options }) {
  const app = await buildService(file, { ...options, logger: true });
  process.on('SIGHUP', () => void app.store.reload());
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(app, signal));
  await app.listen({ port, host });
}

async function stop(app, signal) {
  app.log.info(`${signal}: stopping`);
  setTimeout(() => app.server.closeAllConnections(), LONGEST_STOP).unref();
  await app.close();
}

function main() {
  let options;
  try {
    options = readArguments();
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  serve(options).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

main();
