import type { ReportedRun } from './results';
import { distinguishingSettings } from './setting-words';

/** The names of a run among others. */
export interface RunLabel {
  /** Short and unlike any other, e.g. `2`, `λ 0.05, η 0.002` or `2, seed 7`. */
  readonly short: string;
  /** For sentences, e.g. `configuration 2`. */
  readonly name: string;
  /** For headings: the name with λ and η, e.g. `configuration 2: λ 0, η 0.001`. */
  readonly title: string;
  /** For folders: ASCII, e.g. `configuration-2`. */
  readonly slug: string;
}

export interface NamedRun {
  readonly run: ReportedRun;
  readonly label: RunLabel;
}

/** A run with its index among all. */
export interface IndexedRun extends NamedRun {
  readonly index: number;
}

/** Names runs, each unlike the others. */
export function runLabels(runs: readonly ReportedRun[]): RunLabel[] {
  const labels = runs.map((run) => label(run, differences(run, runs)));
  return labels.map((one, i) => {
    const alike = labels.slice(0, i).filter(({ short }) => short === one.short).length;
    return alike === 0 ? one : numbered(one, alike + 1);
  });
}

/** The settings that tell a run apart from the others of its λ and η. */
function differences(run: ReportedRun, runs: readonly ReportedRun[]): string[] {
  const same = runs.filter(({ lambda, eta }) => lambda === run.lambda && eta === run.eta);
  return distinguishingSettings(same)[same.indexOf(run)];
}

function label(run: ReportedRun, more: readonly string[]): RunLabel {
  const { configuration, lambda, eta } = run;
  const setting = `λ ${lambda}, η ${eta}`;
  const base = configuration === null ? setting : `configuration ${configuration}`;
  const slug = configuration === null ? `lambda-${lambda}-eta-${eta}` : base.replace(' ', '-');
  const short = configuration === null ? setting : String(configuration);
  const with_ = (text: string): string => [text, ...more].join(', ');
  return {
    short: with_(short),
    name: with_(base),
    title: configuration === null ? with_(base) : `${with_(base)}: ${setting}`,
    slug: [slug, ...more.map(slugOf)].join('-'),
  };
}

/** A folder's name: ASCII, without characters that folders can't have. */
function slugOf(text: string): string {
  return text
    .replaceAll('η', 'eta')
    .replace(/[^\w.]+/g, '-')
    .replace(/-+$/, '');
}

function numbered({ short, name, title, slug }: RunLabel, number: number): RunLabel {
  return {
    short: `${short} (${number})`,
    name: `${name} (${number})`,
    title: `${title} (${number})`,
    slug: `${slug}-${number}`,
  };
}
