/** What a model's version is called, and what its answers are about. */
export interface ServedModel {
  /** The first digits of the file's checksum: it names the content, not the file. */
  readonly version: string;
  readonly classes: number;
  readonly features: number;
}

/** What happens while a model is served. */
export type ServiceEvent =
  | {
      readonly event: 'listening';
      readonly url: string;
      /** Whether other machines may reach it. */
      readonly exposed: boolean;
      readonly file: string;
      readonly model: ServedModel;
    }
  /** The model's file has changed, and requests from now on are answered by the new model. */
  | { readonly event: 'swapped'; readonly model: string; readonly before: string }
  /** The file that has come is no good: the model stays. */
  | { readonly event: 'refused'; readonly model: string; readonly reason: string }
  /** A request met a bug. */
  | { readonly event: 'failed'; readonly error: string }
  | { readonly event: 'stopping' }
  /** The end: the number of answers by status, and of connections that had to be cut. */
  | { readonly event: 'stopped'; readonly requests: StatusCounts; readonly cut: number };

/** Numbers of answers by HTTP status. */
export type StatusCounts = Readonly<Partial<Record<string, number>>>;

export type Listener = (event: ServiceEvent) => void;
