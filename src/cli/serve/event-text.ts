import { count } from '../../report/text/format';
import type { ServiceEvent } from '../../service';
import { printable } from '../../errors';

type Of<Name> = Extract<ServiceEvent, { event: Name }>;

/** Says what happens while a model is served, in one line; a bug in several. */
export function eventText(event: ServiceEvent): string {
  switch (event.event) {
    case 'listening':
      return listeningText(event);
    case 'swapped':
      return `model ${event.model} takes over from ${event.before}`;
    case 'refused':
      return `model ${event.model} stays: ${printable(event.reason)}`;
    case 'failed':
      return event.error;
    case 'stopping':
      return 'stopping';
    case 'stopped':
      return stoppedText(event);
  }
}

function listeningText({ url, file, model }: Of<'listening'>): string {
  const { version, classes, features } = model;
  const size = `${count(features, 'feature')}, ${count(classes, 'class', 'es')}`;
  return `serving ${printable(file)} (model ${version}: ${size}) at ${url}`;
}

function stoppedText({ requests, cut }: Of<'stopped'>): string {
  const statuses = Object.entries(requests).map(([status, n]) => `${n ?? 0} of status ${status}`);
  const answers = statuses.length === 0 ? 'no predictions' : `answers: ${statuses.join(', ')}`;
  const rest = cut === 0 ? '' : `; ${count(cut, 'connection')} had to be cut`;
  return `stopped; ${answers}${rest}`;
}
