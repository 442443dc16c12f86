import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { messageOf } from '../../errors';
import { renderLivePage } from '../page';
import { ask, REQUESTS } from '../requests';
import type { LiveRequest } from '../state';
import { weightsFile } from '../weights-file';
import type { Audience } from './audience';
import { HEADERS, isToken, PAGE_POLICY, refusal, REPORT_POLICY } from './guard';
import type { TrainingView } from './training-view';
import { waitingPage } from './waiting-page';

interface Params {
  readonly token: string;
  readonly id: string;
  readonly slug?: string;
}

type Handler = (
  view: TrainingView,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
) => unknown;

/** Adds the routes of the pages, which all begin with the token: who doesn't know it, gets nothing. */
export function addRoutes(app: FastifyInstance, audience: Audience, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const reason = refusal(request.method, request.headers);
    if (reason !== null) return reply.code(403).send({ error: reason });
    const given = (request.params as Partial<Params>).token ?? '';
    if (!isToken(given, token)) return notFound(reply);
  });
  app.setNotFoundHandler((_request, reply) => notFound(reply));
  app.get('/:token/', async (_request, reply) => {
    await audience.refresh();
    const newest = audience.trainings.at(0);
    return newest === undefined
      ? sendPage(reply, [Buffer.from(waitingPage())])
      : reply.redirect(`./${newest.id}/`);
  });
  const add = (method: 'GET' | 'POST', name: string, handler: Handler): void => {
    app.route<{ Params: Params }>({
      method,
      url: `/:token/:id/${name}`,
      handler: async (request, reply) => {
        const view = await audience.look(request.params.id);
        return view === null ? notFound(reply) : handler(view, request, reply);
      },
    });
  };
  add('GET', '', async (view, _request, reply) =>
    sendPage(reply, await renderLivePage(audience.stateOf(view))),
  );
  add('GET', 'state', (view, _request, reply) => reply.send(audience.stateOf(view)));
  add('GET', 'events', (view, _request, reply) => sendEvents(audience, view, reply));
  add('GET', 'weights/:slug', sendWeights);
  add('GET', 'report.html', sendReport);
  for (const request of REQUESTS) {
    add('POST', request, (view, _request, reply) => passOn(request, view, reply));
  }
}

function sendPage(reply: FastifyReply, parts: readonly Uint8Array[]): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .send(Buffer.concat(parts));
}

function sendEvents(audience: Audience, view: TrainingView, reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, {
    ...HEADERS,
    'content-type': 'text/event-stream',
    connection: 'keep-alive',
  });
  audience.join(view, reply.raw);
  return reply;
}

const sendWeights: Handler = async (view, { params: { slug = '' } }, reply) => {
  const file = view.hasRun(slug) ? weightsFile(view.folder, slug) : null;
  return sendFile(file, reply.type('application/octet-stream'));
};

const sendReport: Handler = (view, _request, reply) => {
  const file = view.report && path.join(view.folder, view.report);
  const page = reply.type('text/html; charset=utf-8');
  return sendFile(file, page.header('content-security-policy', REPORT_POLICY));
};

async function sendFile(file: string | null, reply: FastifyReply): Promise<FastifyReply> {
  const bytes = file === null ? null : await readFile(file).catch(() => null);
  return bytes === null ? notFound(reply) : reply.send(bytes);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('application/json').send({ error: 'not found' });
}

/** Asks the training, which is another process, for something. */
function passOn(request: LiveRequest, view: TrainingView, reply: FastifyReply): FastifyReply {
  if (!view.canBe(request, Date.now())) {
    const error = `the training doesn't take the request to ${request} now`;
    return reply.code(409).send({ error });
  }
  try {
    ask(view.folder, request);
  } catch (error) {
    const what = `the training's folder can't be written: ${messageOf(error)}`;
    return reply.code(409).send({ error: what });
  }
  return reply.code(202).send({});
}
