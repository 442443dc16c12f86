import { Metrics } from './metrics';

/** Metrics of some samples, which adds these to others too. */
export class ForwardedMetrics extends Metrics {
  constructor(
    classes: number,
    private readonly others: Metrics | undefined,
  ) {
    super(classes);
  }

  override add(...sample: Parameters<Metrics['add']>): void {
    super.add(...sample);
    this.others?.add(...sample);
  }
}
