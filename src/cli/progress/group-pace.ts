import { duration } from '../../report';

/** How long groups take: each but the first, whose pictures were encoded before. */
export class GroupPace {
  private begun = 0;
  private first: number | null = null;

  constructor(private readonly groups: number) {}

  /** Says how much time is left, as a group begins, where that is known. */
  left(g: number): string {
    const now = performance.now();
    if (this.first === null || g === this.first + 1) this.begun = now;
    this.first ??= g;
    const done = g - this.first - 1;
    if (done < 1) return '';
    const each = (now - this.begun) / 1000 / done;
    return `, ${duration(each * (this.groups - g))} left`;
  }
}
