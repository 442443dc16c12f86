/** What is let in at the same time, and what may wait outside. */
export interface GateLimits {
  /** Requests inside, at most. */
  readonly requests: number;
  /** Bytes of their bodies, at most; a request alone may have more. */
  readonly bytes: number;
  /** Requests outside, at most. */
  readonly queue: number;
  /** Milliseconds that a request waits outside, at most. */
  readonly patience: number;
}

/**
 * Milliseconds that a body has to arrive in before its request makes room for another. Slow clients
 * would hold all room otherwise, while there is nothing to do.
 */
const ARRIVAL = 10;

/**
 * Lets in as many requests as the service works on at once. The others wait outside in the order in
 * which they came, with their bodies unread, and are turned away if that takes too long: what is
 * answered late costs no more than what is answered at once, and who asks again at once, on being
 * turned away, can do so once in the time of the patience only.
 */
export class Gate {
  private readonly outside = new Set<Visit>();
  private requests = 0;
  private bytes = 0;

  constructor(private readonly limits: GateLimits) {}

  /** The requests that wait outside. */
  get waiting(): number {
    return this.outside.size;
  }

  /** The requests inside that are answered, or whose bodies are arriving. */
  get working(): number {
    return this.requests;
  }

  /** Comes with a body of so many bytes. */
  enter(bytes: number): Visit {
    const { queue, patience } = this.limits;
    const visit = new Visit(this, bytes);
    if (this.outside.size === 0 && this.hasRoomFor(bytes)) visit.goIn();
    else if (this.outside.size >= queue) visit.turnAway(`${queue} requests wait already`);
    else this.outside.add(visit.wait(patience));
    return visit;
  }

  /** @internal */
  take(bytes: number): void {
    this.requests++;
    this.bytes += bytes;
  }

  /** @internal */
  giveBack(bytes: number): void {
    this.requests--;
    this.bytes -= bytes;
    for (const visit of this.outside) {
      if (!this.hasRoomFor(visit.bytes)) return;
      this.outside.delete(visit);
      visit.goIn();
    }
  }

  /** @internal */
  forget(visit: Visit): void {
    this.outside.delete(visit);
  }

  private hasRoomFor(bytes: number): boolean {
    if (this.requests === 0) return true;
    return this.requests < this.limits.requests && this.bytes + bytes <= this.limits.bytes;
  }
}

/** A request's stay: `admitted`, then `arrived` once its body is read, and `leave` however it ends. */
export class Visit {
  /** Resolves when the body may be read, to null; or to the reason why the request is turned away. */
  readonly admitted: Promise<string | null>;
  private settle!: (reason: string | null) => void;
  private timer: NodeJS.Timeout | undefined;
  private takesRoom = false;

  constructor(
    private readonly gate: Gate,
    readonly bytes: number,
  ) {
    this.admitted = new Promise((resolve) => (this.settle = resolve));
  }

  /** @internal */
  wait(patience: number): this {
    this.timer = setTimeout(() => this.turnAway(`this one waited for ${patience} ms`), patience);
    return this;
  }

  /** @internal */
  turnAway(reason: string): void {
    this.gate.forget(this);
    this.settle(reason);
  }

  /** @internal */
  goIn(): void {
    clearTimeout(this.timer);
    this.setRoom(true);
    this.timer = setTimeout(() => this.setRoom(false), ARRIVAL);
    this.settle(null);
  }

  /** The body is there: there is something to do, even if there had been no room for it any more. */
  arrived(): void {
    clearTimeout(this.timer);
    this.setRoom(true);
  }

  leave(): void {
    clearTimeout(this.timer);
    this.gate.forget(this);
    this.setRoom(false);
  }

  private setRoom(takesRoom: boolean): void {
    if (this.takesRoom === takesRoom) return;
    this.takesRoom = takesRoom;
    if (takesRoom) this.gate.take(this.bytes);
    else this.gate.giveBack(this.bytes);
  }
}
