import type { Backend } from '../backend';
import type { Listener } from './events';

/** Limits of the requests. */
export interface Limits {
  /** Rows of a request, and of a batch, at most. */
  readonly rows: number;
  /** Milliseconds that the first request of a batch waits for others. */
  readonly wait: number;
  /** Requests that wait for their turn at most, before others are turned away. */
  readonly queue: number;
  /** Milliseconds that a request waits for its turn at most, before it is turned away. */
  readonly patience: number;
  /** Milliseconds that a request may take to arrive whole. */
  readonly timeout: number;
}

export interface ServiceOptions extends Limits {
  /** The port to listen on; 0 for a free one. */
  readonly port: number;
  readonly host: string;
  /** Milliseconds between two looks at the model's file. */
  readonly poll: number;
  /** Milliseconds that clients have to end their connections when the service stops. */
  readonly drain: number;
  readonly backend: Backend;
  readonly onEvent: Listener;
}

export const SERVICE_DEFAULTS = {
  port: 8080,
  host: '127.0.0.1',
  rows: 64,
  wait: 2,
  queue: 2000,
  patience: 1000,
  timeout: 30_000,
  poll: 500,
  drain: 1000,
} as const satisfies Omit<ServiceOptions, 'backend' | 'onEvent'>;
