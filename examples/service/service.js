'use strict';

const { once } = require('node:events');
const { Server } = require('node:net');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const Fastify = require('fastify');
const { LinearClassifier, selectBackend } = require('onelayer');
const { Batcher } = require('./batcher');
const { ModelStore } = require('./model-store');
const { assertFinite, OCTETS, questionOf, schemaOf } = require('./requests');

/** Characters of JSON: of a number at most, with its comma, and of all around the rows. */
const NUMBER = 25;
const AROUND = 1024;

const DEFAULTS = {
  backend: 'auto',
  threads: 1,
  // Rows of a batch, and so of a request.
  rows: 64,
  // Milliseconds that the first request of a batch waits for others.
  wait: 2,
  // Rows that wait at most, before requests are turned away.
  queue: 1024,
  // Milliseconds between two looks at the model's file.
  poll: 500,
  // Milliseconds that clients have to end their connections, after `close`.
  drain: 1000,
  logger: false,
};

const SETTINGS = {
  logController: new Fastify.LogController({ disableRequestLogging: true }),
  // A request that is still on its way when the service stops is answered as any other.
  return503OnClosing: false,
  // A client that never ends its request would hold its connection for good.
  requestTimeout: 30_000,
  // Neither null for 0 nor a misspelt key for none: what is not right is refused.
  ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
};

/**
 * The service of a model's file: `POST /predict` and `GET /health`. `app.store` holds the model.
 *
 * @returns {Promise<import('fastify').FastifyInstance>}
 */
async function buildService(file, options = {}) {
  const { backend: choice, threads, poll, drain, logger, ...limits } = { ...DEFAULTS, ...options };
  const backend = selectBackend({ backend: choice, threads });
  const app = Fastify({ ...SETTINGS, logger });
  const load = (from) => LinearClassifier.load(from, { backend });
  const store = new ModelStore(path.resolve(file), load, app.log);
  await store.open();
  const service = {
    store,
    backend,
    limits,
    batcher: new Batcher(limits),
    counts: {},
    isStopping: false,
  };

  app.decorate('store', store);
  app.setErrorHandler((error, _request, reply) => {
    if (error.code === 'INVALID_ARGUMENT') error.statusCode = 400;
    if (error.statusCode === undefined) app.log.error(error);
    reply.send(error);
  });
  addPredict(app, service);
  addHealth(app, service);
  app.addHook('onListen', () => void store.watch(poll));
  app.addHook('preClose', async () => {
    service.isStopping = true;
    store.close();
    await drained(app.server, drain);
  });
  app.addHook('onClose', async () => app.log.info({ requests: service.counts }, 'stopped'));
  return app;
}

function addPredict(app, { store, batcher, limits, counts }) {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(OCTETS, { parseAs: 'buffer' }, async (_request, body) => body);
  app.route({
    method: 'POST',
    url: '/predict',
    schema: schemaOf(limits),
    bodyLimit: limits.rows * store.current.classifier.features * NUMBER + AROUND,
    onResponse: async (_request, { statusCode }) => {
      counts[statusCode] = (counts[statusCode] ?? 0) + 1;
    },
    handler: async (request) => {
      const { classifier, version } = store.current;
      const question = questionOf(request, classifier, limits);
      const predictions = await batcher.answer({ classifier, ...question });
      assertFinite(predictions);
      return { model: version, predictions };
    },
  });
}

function addHealth(app, service) {
  const { store, batcher, limits, counts, backend } = service;
  app.get('/health', async (_request, reply) => {
    const { classifier, version, checksum, loaded } = store.current;
    const { classes, features } = classifier;
    if (service.isStopping) reply.code(503);
    return {
      status: service.isStopping ? 'stopping' : store.refused === null ? 'ok' : 'model refused',
      model: { version, checksum, loaded, classes, features },
      refused: store.refused,
      swaps: store.swaps,
      uptime: process.uptime(),
      requests: counts,
      queue: { rows: batcher.waiting, limit: limits.queue },
      backend: backend.report,
    };
  });
}

/**
 * Stops to take connections, and waits until clients have ended theirs, as each answer tells them to.
 * Closing the idle ones at once, as `http.Server` does, would lose the requests on their way.
 */
async function drained(server, milliseconds) {
  if (!server.listening) return;
  Server.prototype.close.call(server);
  await Promise.race([once(server, 'close'), sleep(milliseconds, undefined, { ref: false })]);
}

module.exports = { buildService, DEFAULTS };
