import path from 'node:path';
import type { Say } from '../terminal/say';
import type { Backend } from '../../backend';
import {
  checkGradients,
  classCounts,
  Doctor,
  drawCheckedParameters,
  TrainingWatch,
  type Finding,
} from '../../checks';
import { StandardisedSet, Standardiser } from '../../data';
import { printable } from '../../errors';
import { examineFunctions, type OwnCode } from '../../exercise';
import { LOSS_FUNCTIONS } from '../../model';
import { countFindings, isDoubtful, type ReportedGradientCheck } from '../../report';
import {
  ASSIGNMENT,
  DEFAULT_SETTINGS,
  EXTENSIONS,
  isUsed,
  settingsOf,
  wholeSettings,
  type AnyEpochRecord,
  type TrainingSettings,
} from '../../training';
import { CHECKED_SAMPLES, checkLambdas } from '../check-gradients/check-lambdas';
import type { RunData } from '../runs/run-data';
import { sayFinding } from '../doctor/say-finding';

/** Parameters of each kind to check: enough to find a mistake, in a tenth of a second. */
const SAMPLED = 300;

/** The doctor of a training: examines it before it starts, and watches each run. */
export class TrainingDoctor {
  private readonly doctor: Doctor;
  private readonly examined = new Map<TrainingSettings, readonly Finding[]>();

  /** @throws TypeError or RangeError naming the invalid setting or field of the data */
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

  /** Examines data and code, and prints warnings and failures. */
  async examine(): Promise<Finding[]> {
    const all = await this.collect(this.doctor.examine('short', this.signal));
    const findings = isUsed('eta', this.settings) ? all : all.filter(isOnOtherThanSteps);
    this.say(`doctor    data and code: ${countFindings(findings)}`);
    this.tell(findings);
    return findings;
  }

  /**
   * Checks the gradient of the cost with each λ, for some parameters of each kind.
   *
   * @param what  what it is called where there are others
   */
  async checkGradients(
    lambdas: readonly number[],
    what = 'gradients',
  ): Promise<ReportedGradientCheck> {
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
      this.say(`          ${what}: ${verdict}, ${errors}`);
    }
    return { samples: count, complete: checks.length === different.length, passed, checks };
  }

  /** Examines functions of the user's own, each by itself, and prints what is doubtful. */
  async examineCode(code: OwnCode): Promise<Finding[]> {
    const { data, settings } = this;
    const findings = await this.collect(examineFunctions({ code, data, settings }));
    const file = printable(path.basename(code.file));
    this.say(`          ${file}: ${countFindings(findings)}`);
    for (const finding of findings.filter(isDoubtful)) sayFinding(this.say, finding);
    return findings;
  }

  /**
   * Examines a run's setting, prints doubts, and begins to watch the run.
   *
   * @param ofCode  what was found on the code that trains it, and is said already
   */
  async watch(settings: TrainingSettings, ofCode: readonly Finding[] = []): Promise<WatchedRun> {
    const findings = await this.examineSetting(settings);
    const watch = new TrainingWatch(settings, classCounts(this.data.training));
    return new WatchedRun([...ofCode, ...findings], watch, (found) => this.tell(found));
  }

  /** A setting that two runs share is examined and told of once. */
  private async examineSetting(settings: TrainingSettings): Promise<readonly Finding[]> {
    const known = this.examined.get(settings);
    if (known !== undefined) return known;
    const findings = isExaminable(settings)
      ? await this.collect(this.doctor.examineSetting(settings, this.signal))
      : [];
    this.tell(findings);
    this.examined.set(settings, findings);
    return findings;
  }

  /** Prints the first finding of each area; others, often of the same cause, are in the results. */
  private tell(findings: readonly Finding[]): void {
    const told = new Set<Finding['area']>();
    for (const finding of findings.filter(isDoubtful)) {
      if (!told.has(finding.area)) sayFinding(this.say, finding);
      told.add(finding.area);
    }
  }

  /** Collects all findings, or those until the user stops the command. */
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

/** The settings that the doctor examines: the assignment's method with the loss of the training. */
const EXAMINED = {
  ...ASSIGNMENT,
  loss: EXTENSIONS.loss,
  labelSmoothing: EXTENSIONS.labelSmoothing,
};

/**
 * Returns the settings to examine pictures with that are trained on by features: steps on features say
 * nothing of steps on pixels.
 */
export function settingsForPixels(settings: TrainingSettings): TrainingSettings {
  const { lambda, batchSize, loss, labelSmoothing, seed } = wholeSettings(settings);
  return { ...DEFAULT_SETTINGS, lambda, batchSize, loss, labelSmoothing, seed };
}

/** Returns true but for what is found on the steps of mini-batches. */
function isOnOtherThanSteps({ area }: Finding): boolean {
  return area !== 'update';
}

/** Returns true if the largest stable η is known: for some losses, plain steps and standardised data. */
function isExaminable(settings: TrainingSettings): boolean {
  const { loss, momentum, standardise } = wholeSettings(settings);
  const isPlain = momentum === 0 && standardise === true;
  return isUsed('eta', settings) && LOSS_FUNCTIONS[loss].hasRateLimit && isPlain;
}

export class WatchedRun {
  constructor(
    private readonly before: readonly Finding[],
    private readonly watch: TrainingWatch,
    private readonly tell: (findings: readonly Finding[]) => void,
  ) {}

  see(epoch: AnyEpochRecord): void {
    this.watch.see(epoch);
  }

  /** All findings on the run so far. */
  findings(): Finding[] {
    return [...this.before, ...this.watch.findings()];
  }

  /** Prints the watch's warnings, and returns all findings on the run. */
  conclude(): Finding[] {
    this.tell(this.watch.findings());
    return this.findings();
  }
}
