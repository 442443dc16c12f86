import { OnelayerError } from '../../errors';
import type { EncodedGroups } from '../../patches';
import { whereAmong } from '../patches/group-words';
import { encodingProgress } from '../progress/encoding-progress';
import { GroupPace } from '../progress/group-pace';
import type { FittedModel } from '../../model';
import { percent } from '../../report';
import { note, type Say } from '../terminal/say';
import {
  fittedRuns,
  GroupAverage,
  keepGroup,
  keptGroupFile,
  prepareJob,
  readGroup,
  scoredJob,
  trainedGroup,
  withValidation,
  type AnyEpochRecord,
  type EpochRecord,
  type Job,
  type TrainedGroup,
} from '../../training';
import { runJob, type JobEnd } from './run-job';
import type { Workplace } from './workplace';

/** What all groups have learnt together; or those that were trained before a stop. */
export interface GroupsEnd extends JobEnd {
  readonly model: FittedModel;
  readonly history: readonly EpochRecord[];
  /** The epoch whose parameters the model has; null for the last. */
  readonly bestEpoch: number | null;
}

/** Trains one group of patches after another, or takes up those that an earlier run has trained. */
export async function trainGroups(
  workplace: Workplace,
  groups: EncodedGroups,
  hearers: Parameters<typeof runJob>[2],
): Promise<GroupsEnd> {
  const { options, say, signal } = workplace;
  const average = averageOf(workplace.job, groups);
  const pace = new GroupPace(groups.all.length);
  for (const [g, group] of groups.all.entries()) {
    const file = await fileOf(g, workplace, groups);
    let trained = await takenUp(file, g, workplace, groups);
    if (trained === null) {
      say(`group     ${whereAmong(groups, g)}${pace.left(g)}`, { hang: 10 });
      const job = await jobOf(g, workplace, groups);
      if (job === null) return await stopped(workplace.job, average, groups, INTERRUPTED);
      const scored = scoredJob(job);
      const end = await runJob(scored.job, options, { ...hearers, group: g }, signal);
      if (end.ending === 'stopped') return await stopped(scored.job, average, groups, end);
      trained = await trainedGroup(group, scored, end.ending);
      if (file !== null) await keep(file, trained, groups);
    }
    await average.add(trained);
    sayAccuracy(trained, await average.latest(), average.size, say);
  }
  groups.trained = average.size;
  return { ...(await whole(average, groups)), bestEpoch: null, ending: 'finished', isAsked: false };
}

function averageOf({ data }: Job, { pictures }: EncodedGroups): GroupAverage {
  const [{ weights }] = data.rows.blocks;
  const { training, validation } = pictures;
  return new GroupAverage(
    { labels: training.labels, weights },
    { labels: validation.labels, weights: validation.weights ?? null },
  );
}

/** Names the file of a group in the cache folder; null if nothing is to be kept there. */
async function fileOf(
  g: number,
  { job, options }: Workplace,
  groups: EncodedGroups,
): Promise<string | null> {
  if (options.patches?.isKept !== true) return null;
  const [{ settings }] = options.runs;
  const { backend } = job;
  return keptGroupFile(groups.all[g], { backend, pictures: groups.pictures, settings });
}

/** Keeps what a group has learnt; goes on without where the cache folder has no room. */
async function keep(file: string, trained: TrainedGroup, { pictures }: EncodedGroups) {
  try {
    await keepGroup(file, pictures.training, trained);
  } catch (error) {
    if (!(error instanceof OnelayerError) || error.code !== 'NOT_WRITABLE') throw error;
    note(`${error.message}: the group is not kept`);
  }
}

/** Returns what an earlier run has trained; null if it has not. */
async function takenUp(
  file: string | null,
  g: number,
  { say }: Workplace,
  groups: EncodedGroups,
): Promise<TrainedGroup | null> {
  const { pictures } = groups;
  const known = file === null ? null : await readGroup(file, groups.all[g], { pictures });
  if (known === null) return null;
  say(`group     ${whereAmong(groups, g)}: taken up from the cache folder`, { hang: 10 });
  return known;
}

const INTERRUPTED: JobEnd = { ending: 'stopped', isAsked: false };

/** Encodes the pictures for a group, and prepares its job; null if the signal aborts meanwhile. */
async function jobOf(
  g: number,
  { job, options, signal }: Workplace,
  groups: EncodedGroups,
): Promise<Job | null> {
  if (g === groups.encoded) return job;
  const progress = encodingProgress(options.quiet);
  try {
    const data = await groups.encode(g, (done, total) => progress.show(done, total));
    const [{ settings }] = options.runs;
    return await prepareJob(job.backend, data, [settings], { plan: job.objective.plan, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    return null;
  } finally {
    progress.stop();
  }
}

/** Returns the model of the groups so far, and its history. */
async function whole(average: GroupAverage, groups: EncodedGroups) {
  const history = await average.history();
  return { model: average.model(groups.some(average.size)), history: history.map(withValidation) };
}

/** Returns what the groups before a stop have learnt; in the first one, what that has. */
async function stopped(
  job: Job,
  average: GroupAverage,
  groups: EncodedGroups,
  end: JobEnd,
): Promise<GroupsEnd> {
  groups.trained = Math.max(1, average.size);
  if (average.size > 0) return { ...(await whole(average, groups)), bestEpoch: null, ...end };
  const [{ model, bestEpoch }] = await fittedRuns(job, end.ending);
  return { model, history: job.runs[0].history.map(withValidation), bestEpoch, ...end };
}

/** Says how good a group is alone, and what those so far are together. */
function sayAccuracy(
  { history }: TrainedGroup,
  { validation: together }: AnyEpochRecord,
  size: number,
  say: Say,
): void {
  const [own, mean] = [history.at(-1)?.validation, together].map((found) =>
    percent(found?.accuracy ?? NaN),
  );
  say(`          validation ${own}${size === 1 ? '' : `; mean of ${size} groups: ${mean}`}`, {
    hang: 10,
  });
}
