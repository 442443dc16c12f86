import { isUsed, solverWords, type TrainingSettings } from '../../training';
import { settingNumber } from '../text/format';

/** The settings that a run is called by: `λ 0.1, η 0.001`, or `λ 0.1, L-BFGS` if its solver has no η. */
export function settingTitle(
  settings: Pick<TrainingSettings, 'lambda' | 'eta' | 'solver'>,
): string {
  const other = isUsed('eta', settings)
    ? `η ${settingNumber(settings.eta)}`
    : solverWords(settings).title;
  return `λ ${settingNumber(settings.lambda)}, ${other}`;
}
