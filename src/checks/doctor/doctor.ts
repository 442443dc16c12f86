import type { TrainingSettings } from '../../training';
import { setImmediate } from 'node:timers/promises';
import type { Finding } from '../finding';
import { constantFeatures } from './checks/features';
import { gradientCheck, gradientDefinition } from './checks/gradient';
import { labelBalance } from './checks/labels';
import { labelSignal } from './checks/label-signal';
import { firstSteps, learningRate } from './checks/learning-rate';
import { initialLoss, largeScores, lossDefinition } from './checks/loss';
import { overfitFew } from './checks/overfitting';
import { penaltyCost, penaltyGradient } from './checks/penalty';
import {
  standardisedTraining,
  standardisedValidation,
  standardisingVectors,
} from './checks/standardising';
import { updateEpoch, updateStep } from './checks/update';
import { Examination, type Subject } from './examination';

type Found = Finding | Finding[];
type CheckUp = (examination: Examination, signal?: AbortSignal) => Found | Promise<Found>;

/** The checks before each training: about a second. Causes come before their effects. */
const SHORT_FORM: readonly CheckUp[] = [
  labelBalance,
  constantFeatures,
  standardisingVectors,
  standardisedTraining,
  standardisedValidation,
  lossDefinition,
  initialLoss,
  largeScores,
  gradientDefinition,
  penaltyCost,
  penaltyGradient,
  updateStep,
];

/** All checks, in the same order. */
const FULL_FORM: readonly CheckUp[] = [
  labelBalance,
  constantFeatures,
  labelSignal,
  ...SHORT_FORM.slice(2),
  gradientCheck,
  updateEpoch,
  overfitFew,
];

/**
 * The training doctor looks for mistakes in data, code and settings that a training would hide.
 *
 * It compares data and code with their definitions, in float64, and judges settings by the
 * curvature of the cost and a few trial steps. It doesn't change the subject.
 *
 * @category Checks
 * @example
 * const settings = { ...DEFAULT_SETTINGS, eta: 0.01, batchSize: 10 };
 * const doctor = new Doctor({ backend: selectBackend(), data: { training, validation }, settings });
 * for await (const { verdict, seen, meaning, advice } of doctor.examine('short')) {
 *   if (verdict !== 'passed') console.log(`${verdict}: ${seen}: ${meaning}`, advice);
 * }
 * for await (const { seen, meaning } of doctor.examineSetting(settings)) console.log(seen, meaning);
 */
export class Doctor {
  private readonly examination: Examination;

  /** @throws TypeError or RangeError naming the invalid setting or field of the data */
  constructor(subject: Subject) {
    this.examination = new Examination(subject);
  }

  /**
   * Examines data and code, and yields a finding for each check.
   *
   * @param form    `short`: about a second; `full`: also a gradient check, a whole epoch, and overfitting
   *                on a few samples
   * @param signal  stops the examination; its reason is thrown
   */
  async *examine(form: 'short' | 'full', signal?: AbortSignal): AsyncGenerator<Finding> {
    for (const checkUp of form === 'short' ? SHORT_FORM : FULL_FORM) {
      yield* await this.during(checkUp, signal);
    }
  }

  /**
   * Examines a setting of λ, η and batch size on the same data: the learning rate by the curvature
   * of the cost, and the effect of the first steps.
   *
   * @param signal  stops the examination; its reason is thrown
   */
  async *examineSetting(
    setting: Pick<TrainingSettings, 'lambda' | 'eta' | 'batchSize'>,
    signal?: AbortSignal,
  ): AsyncGenerator<Finding> {
    yield* await this.during((examination) => learningRate(examination, setting), signal);
    yield* await this.during((examination) => firstSteps(examination, setting), signal);
  }

  private async during(checkUp: CheckUp, signal?: AbortSignal): Promise<Finding[]> {
    await setImmediate();
    signal?.throwIfAborted();
    return [await checkUp(this.examination, signal)].flat();
  }
}
