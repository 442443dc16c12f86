import { selectBackend } from '../../src/backend';
import { SERVICE_DEFAULTS, startService, type ServiceEvent } from '../../src/service';
import type { ServiceOptions } from '../../src/service/options';
import type { Health } from './health';

/** A service in the tests' own process, on a free port of 127.0.0.1. */
export interface ServiceHere {
  readonly url: string;
  readonly events: readonly ServiceEvent[];
  readonly reload: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly health: () => Promise<Health>;
  /** A request to predict, in JSON. */
  readonly predict: (body: unknown) => Promise<Response>;
}

export async function serveHere(
  file: string,
  options: Partial<ServiceOptions> = {},
): Promise<ServiceHere> {
  const events: ServiceEvent[] = [];
  const service = await startService(file, {
    ...SERVICE_DEFAULTS,
    port: 0,
    drain: 0,
    backend: selectBackend({ threads: 2 }),
    onEvent: (event) => events.push(event),
    ...options,
  });
  const { url } = service;
  const headers = { 'content-type': 'application/json' };
  return {
    url,
    events,
    reload: () => service.reload(),
    stop: () => service.stop(),
    health: async () => (await (await fetch(`${url}/health`)).json()) as Health,
    predict: (body) =>
      fetch(`${url}/predict`, { method: 'POST', headers, body: JSON.stringify(body) }),
  };
}
