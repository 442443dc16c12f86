import { list } from '../conclusions/words';
import { commonSettings, SYMBOLS, type Finished, type Setting } from '../conclusions/groups';
import { accuracyPanel, gapPanel, normPanel } from './effect-panels';
import type { Figure } from './figure';

/** Runs that differ in one setting alone, and what it does to them. */
export interface Effect {
  readonly setting: Setting;
  /** E.g. `λ, with η 0.001: configurations 2, 3 and 4`. */
  readonly title: string;
  /** Of the accuracies, of their gap and, where it is known, of ‖W‖. */
  readonly figures: readonly Figure[];
}

/** Accuracy, generalisation gap and ‖W‖ along a setting, for each group of runs that differ in it. */
export function effectsOf(setting: Setting, groups: readonly (readonly Finished[])[]): Effect[] {
  return groups.map((group, i) => {
    const title = titleOf(setting, group);
    const panels = [
      accuracyPanel(setting, group),
      gapPanel(setting, group),
      ...(group.every(({ norm }) => norm !== null) ? [normPanel(setting, group)] : []),
    ];
    const figures = panels.map((one) => ({
      ...one,
      name: i === 0 ? one.name : `${one.name}-${i + 1}`,
      title,
    }));
    return { setting, title, figures };
  });
}

function titleOf(setting: Setting, group: readonly Finished[]): string {
  const areConfigurations = group.every(({ run }) => run.configuration !== null);
  const names = areConfigurations
    ? `configurations ${list(group.map(({ run }) => String(run.configuration)))}`
    : `${SYMBOLS[setting]} ${list(group.map(({ run }) => String(run[setting])))}`;
  return `${SYMBOLS[setting]}, with ${commonSettings(setting, group)}: ${names}`;
}
