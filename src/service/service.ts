import { once } from 'node:events';
import { Server } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { assertPackages, optionalPackage } from '../files';
import { LinearClassifier } from '../library';
import { Batcher } from './batcher';
import { Gate } from './gate';
import { isLoopback, listen } from './listen';
import { ModelStore } from './model-store';
import type { ServiceOptions } from './options';
import { addErrors, addInformation, addPredict, type Service } from './routes';

/** Bytes of the bodies that are read or answered at the same time, at most. */
const BYTES_INSIDE = 8e6;

/** Connections at most; more are closed as they come, before they take memory. */
const CONNECTIONS = 10_000;

/** Connections that the system keeps for the service while it is busy; the default loses bursts. */
const BACKLOG = 4096;

/** Milliseconds between two looks for requests that take too long to arrive. */
const CHECKING = 1000;

/** Milliseconds that the way to the end may take: requests that are not there by then are cut. */
const LONGEST_STOP = 10_000;

/** A service that listens. */
export interface RunningService {
  readonly url: string;
  /** Looks at the model's file now. */
  reload(): Promise<void>;
  /** Answers what has been asked, and ends. One call is as good as several. */
  stop(): Promise<void>;
}

/**
 * Serves a model's file over HTTP: `POST /predict`, `GET /health` and `GET /model`.
 *
 * @param file  .safetensors or .json, as `LinearClassifier.load` reads them
 * @throws OnelayerError PACKAGE_MISSING without Fastify; FILE_INVALID of the model;
 *   ADDRESS_UNAVAILABLE if the service can't listen there
 */
export async function startService(file: string, options: ServiceOptions): Promise<RunningService> {
  assertPackages('serving a model', ['fastify']);
  const { backend, onEvent, host, port } = options;
  const load = (from: string): Promise<LinearClassifier> =>
    LinearClassifier.load(from, { backend });
  const store = await ModelStore.open(path.resolve(file), load, onEvent);
  const service = serviceOf(store, options);
  const app = appOf(service, options.drain);
  const url = await listen(app, host, port, BACKLOG);
  const { version, classifier } = store.current;
  const { classes, features } = classifier;
  const model = { version, classes: classes.length, features };
  onEvent({ event: 'listening', url, exposed: !isLoopback(app), file, model });
  void store.watch(options.poll);
  let stopping: Promise<void> | undefined;
  return {
    url,
    reload: () => store.reload(),
    stop: () => (stopping ??= stop(app, service)),
  };
}

function serviceOf(store: ModelStore, options: ServiceOptions): Service {
  const { backend, onEvent, rows, queue, patience } = options;
  // Twice the rows of a batch: of single rows, one batch gathers while another is answered.
  const gate = new Gate({ requests: 2 * rows, bytes: BYTES_INSIDE, queue, patience });
  const batcher = new Batcher(options);
  const state = { counts: {}, isStopping: false };
  return { store, gate, batcher, limits: options, backend, onEvent, ...state };
}

function appOf(service: Service, drain: number): FastifyInstance {
  const { fastify } = optionalPackage('fastify') as typeof Fastify;
  const { timeout } = service.limits;
  const app = fastify({
    // A request that is still on its way when the service stops is answered as any other.
    return503OnClosing: false,
    // A client that never ends its request would hold its connection for good.
    requestTimeout: timeout,
    http: { headersTimeout: timeout, connectionsCheckingInterval: Math.min(timeout, CHECKING) },
  });
  app.server.maxConnections = CONNECTIONS;
  // From here on, within `close`, answers tell clients to end their connections.
  app.addHook('preClose', () => drained(app.server, drain));
  addErrors(app, service);
  addPredict(app, service);
  addInformation(app, service);
  return app;
}

async function stop(app: FastifyInstance, service: Service): Promise<void> {
  service.onEvent({ event: 'stopping' });
  service.isStopping = true;
  service.store.close();
  let cut = 0;
  const cutting = setTimeout(() => {
    app.server.getConnections((_error, count) => (cut = count));
    app.server.closeAllConnections();
  }, LONGEST_STOP);
  await app.close();
  clearTimeout(cutting);
  service.onEvent({ event: 'stopped', requests: service.counts, cut });
}

/**
 * Stops to take connections, and waits until clients have ended theirs, as each answer tells them to.
 * Closing the idle ones at once, as `http.Server` does, would lose the requests on their way.
 */
async function drained(server: Server, milliseconds: number): Promise<void> {
  if (!server.listening) return;
  Server.prototype.close.call(server);
  await Promise.race([once(server, 'close'), sleep(milliseconds, undefined, { ref: false })]);
}
