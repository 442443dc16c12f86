import { Child, type Program } from '../harness/child';
import type { Bounds, Contestant, Rounds } from '../harness/interleave';
import { interleaveWithProgress, showProgress } from '../harness/progress';
import { epochLabel, limitId, type EpochCase, type LimitCase } from './cases';
import { assertFollows, baseRun, type CheckedEpoch } from './reference';

/** The length of a round in milliseconds: a fast case fills it with several epochs. */
const ROUND_MILLISECONDS = 250;

/**
 * Starts a child for each case, checks what it computes, and times all of them in interleaved rounds.
 *
 * Throws if a case doesn't follow the reference.
 */
export async function measureEpochs(
  epochs: readonly EpochCase[],
  limits: readonly LimitCase[],
  bounds: Bounds,
): Promise<Rounds> {
  const children: Child[] = [];
  const start = (name: string, program: Program): Child => {
    const child = new Child(name, program, bounds.signal);
    children.push(child);
    return child;
  };
  try {
    const preparing = showProgress('checking cases', bounds.deadline);
    const contestants: Contestant[] = [];
    for (const given of epochs) {
      preparing.update(contestants.length, epochs.length, epochLabel(given));
      contestants.push(await checkedContestant(given, start(epochLabel(given), given.program)));
    }
    preparing.stop();
    for (const { threads, program, jobs } of limits) {
      const child = start(`limits, threads: ${threads}`, program);
      await child.ask('prepare', { threads });
      for (const job of jobs) {
        const id = limitId(job.limit, threads);
        contestants.push({ id, label: id, round: () => child.ask('round', job) });
      }
    }
    return await interleaveWithProgress('epochs', contestants, bounds);
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

async function checkedContestant(given: EpochCase, child: Child): Promise<Contestant> {
  await child.ask('prepare', given.job);
  const { checkedEpochs } = given;
  const checked = await child.ask<CheckedEpoch[]>('check', { epochs: checkedEpochs });
  assertFollows(epochLabel(given), checked, baseRun(), given.tolerance);
  return {
    id: given.id,
    label: epochLabel(given),
    round: () => child.ask('round', { milliseconds: ROUND_MILLISECONDS }),
  };
}
