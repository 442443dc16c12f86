import type { Backend } from '../backend';
import {
  checkGradients,
  classCounts,
  Doctor,
  drawCheckedParameters,
  TrainingWatch,
  type Finding,
} from '../checks';
import { StandardisedSet, Standardiser } from '../data';
import { LOSS_FUNCTIONS } from '../model';
import { countFindings, isDoubtful, type ReportedGradientCheck } from '../report';
import {
  ASSIGNMENT,
  EXTENSIONS,
  settingsOf,
  wholeSettings,
  type AnyEpochRecord,
  type TrainingSettings,
} from '../training';
import { CHECKED_SAMPLES, checkLambdas } from './check-lambdas';
import type { RunData } from './run-data';
import { findingForTerminal } from './say-finding';

/** Prints a line, or lines. */
type Say = (text: string) => void;

/** Parameters of each kind whose gradient is checked: enough to see a mistake, in a tenth of a second. */
const SAMPLED = 300;

/** The doctor beside a training: a short examination before it, and a watch over each run. */
export class TrainingDoctor {
  private readonly doctor: Doctor;

  /** Throws what the trainer throws where data or settings are no good. */
  constructor(
    private readonly backend: Backend,
    private readonly data: RunData,
    private readonly settings: TrainingSettings,
    private readonly say: Say,
    private readonly signal: AbortSignal,
  ) {
    this.doctor = new Doctor({
      backend,
      data,
      settings: settingsOf(settings, EXAMINED) as TrainingSettings,
    });
  }

  /** Examines data and code; says what isn't as it should be. */
  async examine(): Promise<Finding[]> {
    const findings = await this.collect(this.doctor.examine('short', this.signal));
    this.say(`doctor    data and code: ${countFindings(findings)}`);
    this.tell(findings);
    return findings;
  }

  /** Checks the gradient of the cost with each λ, in some parameters of each kind. */
  async checkGradients(lambdas: readonly number[]): Promise<ReportedGradientCheck> {
    const { backend, signal } = this;
    const { training } = this.data;
    const { seed, loss, labelSmoothing } = wholeSettings(this.settings);
    const samples = new StandardisedSet(training, Standardiser.fit(training));
    const count = Math.min(CHECKED_SAMPLES, training.samples);
    const parameters = drawCheckedParameters(training.classes.length, training.features, seed);
    const different = [...new Set(lambdas)];
    const checks = await checkLambdas(
      {
        backend,
        parameters,
        samples,
        count,
        lambdas: different,
        objective: { loss, labelSmoothing },
      },
      (cost) => checkGradients(cost, { sampled: SAMPLED, seed, signal }),
      signal,
    );
    const largest = Math.max(
      ...checks.flatMap(({ groups }) => groups.map((group) => group.largestError)),
    );
    const passed = checks.length > 0 && checks.every((check) => check.passed);
    const verdict = passed ? 'right' : 'WRONG';
    if (checks.length > 0) {
      const errors = `errors up to ${largest.toExponential(1)} in ${SAMPLED} of each kind`;
      this.say(`          gradients: ${verdict}, ${errors}`);
    }
    return { samples: count, complete: checks.length === different.length, passed, checks };
  }

  /** Examines a run's setting, says what is doubtful, and begins to watch the run. */
  async watch(settings: TrainingSettings): Promise<WatchedRun> {
    const findings = isExaminable(settings)
      ? await this.collect(this.doctor.examineSetting(settings, this.signal))
      : [];
    this.tell(findings);
    const watch = new TrainingWatch(settings, classCounts(this.data.training));
    return new WatchedRun(findings, watch, (found) => this.tell(found));
  }

  /** Says the first of each area: what follows from the same cause is in the results. */
  private tell(findings: readonly Finding[]): void {
    const told = new Set<Finding['area']>();
    for (const finding of findings.filter(isDoubtful)) {
      if (!told.has(finding.area)) this.say(findingForTerminal(finding));
      told.add(finding.area);
    }
  }

  /** All findings, or those until the user stopped the command. */
  private async collect(coming: AsyncGenerator<Finding>): Promise<Finding[]> {
    const findings: Finding[] = [];
    try {
      for await (const finding of coming) findings.push(finding);
    } catch (error) {
      if (!this.signal.aborted) throw error;
    }
    return findings;
  }
}

/** The settings that the doctor examines: the assignment's method with the loss that is trained. */
const EXAMINED = {
  ...ASSIGNMENT,
  loss: EXTENSIONS.loss,
  labelSmoothing: EXTENSIONS.labelSmoothing,
};

/** The largest stable learning rate is known for plain steps on standardised data, and not for every loss. */
function isExaminable(settings: TrainingSettings): boolean {
  const { loss, momentum, standardise } = wholeSettings(settings);
  return LOSS_FUNCTIONS[loss].hasRateLimit && momentum === 0 && standardise;
}

/** A run under watch. */
export class WatchedRun {
  constructor(
    private readonly before: readonly Finding[],
    private readonly watch: TrainingWatch,
    private readonly tell: (findings: readonly Finding[]) => void,
  ) {}

  see(epoch: AnyEpochRecord): void {
    this.watch.see(epoch);
  }

  /** Says what the watch saw, and returns all findings on the run. */
  conclude(): Finding[] {
    const seen = this.watch.findings();
    this.tell(seen);
    return [...this.before, ...seen];
  }
}
