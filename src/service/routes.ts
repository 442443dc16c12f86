import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Backend } from '../backend';
import { isArgumentError } from '../errors';
import type { Batcher } from './batcher';
import type { Listener } from './events';
import type { Gate, Visit } from './gate';
import type { ModelStore } from './model-store';
import type { Limits } from './options';
import { askedBy, longestBody, OCTETS } from './requests';

/** Seconds after which a client that is turned away should ask again. */
const RETRY_AFTER = 1;

/** What the routes share. */
export interface Service {
  readonly store: ModelStore;
  readonly gate: Gate;
  readonly batcher: Batcher;
  readonly limits: Limits;
  readonly backend: Backend;
  readonly onEvent: Listener;
  /** The answers to predictions, by status. */
  readonly counts: Partial<Record<string, number>>;
  isStopping: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a request to predict. */
    visit: Visit | null;
  }
}

/** `POST /predict`: through the gate, read, batched and answered. */
export function addPredict(app: FastifyInstance, service: Service): void {
  const { store, gate, batcher, limits, counts } = service;
  const bodyLimit = longestBody(store.current.classifier, limits.rows);
  app.decorateRequest('visit', null);
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(OCTETS, { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.post('/predict', {
    bodyLimit,
    onRequest: async (request, reply) => {
      reply.raw.once('close', () => {
        if (reply.raw.writableEnded) counts[reply.statusCode] = (counts[reply.statusCode] ?? 0) + 1;
      });
      const { 'content-length': length } = request.headers;
      const visit = gate.enter(length === undefined ? bodyLimit : Number(length));
      request.visit = visit;
      reply.raw.once('close', () => visit.leave());
      const reason = await visit.admitted;
      if (reason === null) return;
      const message = `too many requests: ${reason}; try again in ${RETRY_AFTER} s`;
      return reply.code(503).header('retry-after', RETRY_AFTER).send(errorBody(503, message));
    },
    preValidation: (request, _reply, done) => {
      request.visit?.arrived();
      done();
    },
    handler: async ({ body, query }) => {
      const { classifier, version } = store.current;
      const asked = askedBy(body, query as object, classifier, limits.rows);
      const predictions = await batcher.answer({ classifier, ...asked });
      return { model: version, predictions };
    },
  });
}

/** `GET /health`, for those who watch the service, and `GET /model`, for those who ask it. */
export function addInformation(app: FastifyInstance, service: Service): void {
  const { store, gate, counts, limits, backend } = service;
  app.get('/health', (_request, reply) => {
    const { version, checksum, loaded } = store.current;
    if (service.isStopping) reply.code(503);
    const status = store.refused === null ? 'ok' : 'model refused';
    return reply.send({
      status: service.isStopping ? 'stopping' : status,
      model: { version, checksum, loaded },
      refused: store.refused,
      swaps: store.swaps,
      uptime: process.uptime(),
      requests: counts,
      working: gate.working,
      queue: { requests: gate.waiting, limit: limits.queue },
      backend: backend.report,
    });
  });
  app.get('/model', (_request, reply) => {
    const { classifier, version, checksum, loaded } = store.current;
    const { classes, features, featureNames, bytes, image, loss, temperature } = classifier;
    const columns = classifier.preparation?.columns ?? null;
    const about = { classes, features, featureNames, columns, bytes, image, loss, temperature };
    return reply.send({ version, checksum, loaded, ...about });
  });
}

/** Answers what can't be answered with the reason, of one form. */
export function addErrors(app: FastifyInstance, { onEvent }: Pick<Service, 'onEvent'>): void {
  app.setNotFoundHandler((request, reply) => {
    const message = `expected POST /predict, GET /health or GET /model, got ${request.method} ${request.url}`;
    return reply.code(404).send(errorBody(404, message));
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = statusOf(error);
    if (status === 500) onEvent({ event: 'failed', error: error.stack ?? error.message });
    return reply.code(status).send(errorBody(status, messageOf(status, error, request)));
  });
}

function statusOf(error: FastifyError): number {
  return error.statusCode ?? (isArgumentError(error) ? 400 : 500);
}

function messageOf(status: number, error: FastifyError, { headers }: FastifyRequest): string {
  if (status === 500) return 'a bug of the service: its output has the details';
  if (status !== 415) return error.message;
  const type = headers['content-type'] ?? 'none';
  return `content-type: expected application/json or ${OCTETS}, got ${type}`;
}

function errorBody(status: number, message: string): object {
  return { status, message };
}
