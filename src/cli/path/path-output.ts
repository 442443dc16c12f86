import type { BackendReport } from '../../backend';
import { printable } from '../../errors';
import type { LambdaPathResult } from '../../library';
import type { DataReport } from '../../report';
import { settingsInWords } from '../../report/results/setting-names';
import { settingNumber } from '../../report/text/format';
import { LAMBDAS } from '../../search';
import { wholeSettings, type SettingName } from '../../training';
import { describeBackend } from '../say-backend';
import { spaceInWords } from '../sweep/space-options';
import type { PathOptions } from './path-options';

/** Formats backend, data and search of a path. */
export function pathBanner(
  backend: BackendReport,
  data: DataReport,
  { fixed, folds, lambdas = LAMBDAS, oneStandardError, refit }: PathOptions,
): string {
  const files = data.files.map(({ name }) => name).join(', ');
  const names = Object.keys(fixed) as SettingName[];
  const how = [
    ...(folds === undefined ? [] : [`${folds} folds`]),
    oneStandardError ? 'the largest within one standard error of the best' : 'the best',
    ...(refit ? ['then fitted to training and validation images'] : []),
  ];
  return [
    `backend   ${describeBackend(backend)}`,
    `data      ${files} from ${printable(data.source)}`,
    `search    ${spaceInWords({ lambda: lambdas })}: ${how.join(', ')}`,
    ...(names.length > 0 ? [`settings  ${settingsInWords(fixed, names)}`] : []),
  ].join('\n');
}

/** λ as other libraries have it. */
export interface OtherDecays {
  /** Of scikit-learn. */
  readonly C: number;
  /** Of PyTorch. */
  readonly weight_decay: number;
}

/** @param samples  that the loss is the mean of */
export function otherDecays(lambda: number, samples: number): OtherDecays {
  return { C: 1 / (2 * samples * lambda), weight_decay: 2 * lambda };
}

/** Says which λ was chosen, as other libraries have it too. @param samples  as of `otherDecays` */
export function chosenLine({ best }: Pick<LambdaPathResult, 'best'>, samples: number): string {
  const { lambda } = wholeSettings(best.settings);
  const { C, weight_decay: decay } = otherDecays(lambda, samples);
  const others = `scikit-learn's C ${settingNumber(C)}, PyTorch's weight_decay ${settingNumber(decay)}`;
  return `chosen    λ ${settingNumber(lambda)}: ${others}`;
}
