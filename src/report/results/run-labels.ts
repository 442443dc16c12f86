import type { ReportedRun } from './results';
import { settingTitle } from './setting-title';
import { distinguishingSettings, type NamedSettings } from './setting-words';

/** The names of a run among others. */
export interface RunLabel {
  /** Short and unlike any other, e.g. `2`, `λ 0.05, η 0.002`, `λ 0.1, L-BFGS` or `2, seed 7`. */
  readonly short: string;
  /** For sentences, e.g. `configuration 2`. */
  readonly name: string;
  /** For headings: the name with λ and η, or the solver, e.g. `configuration 2: λ 0, η 0.001`. */
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

/**
 * Names runs, each unlike the others: of the same settings by the origin, and else by a number.
 *
 * @param origins  the name of each run's file; by default, all are of the same
 */
export function runLabels(
  runs: readonly NamedSettings[],
  origins: readonly string[] = [],
): RunLabel[] {
  const labels = withOrigins(
    runs.map((run) => label(run, differences(run, runs))),
    origins,
  );
  const slugs = new Set<string>();
  return labels.map((one, i) => {
    const alike = labels.slice(0, i).filter(({ short }) => short === one.short).length;
    const unlike = alike === 0 ? one : numbered(one, alike + 1);
    const slug = unusedSlug(unlike.slug, slugs);
    slugs.add(slug);
    return { ...unlike, slug };
  });
}

/** Adds its origin to each label that others have too, if these are of other origins. */
function withOrigins(labels: readonly RunLabel[], origins: readonly string[]): RunLabel[] {
  return labels.map((one, i) => {
    const isAlike = labels.some(
      ({ short }, j) => short === one.short && origins.at(j) !== origins.at(i),
    );
    return isAlike ? ofOrigin(one, origins[i]) : one;
  });
}

/** Origins may have names that differ in other characters than ASCII's alone. */
function unusedSlug(slug: string, used: ReadonlySet<string>): string {
  let unused = slug;
  for (let number = 2; used.has(unused); number++) unused = `${slug}-${number}`;
  return unused;
}

/** The settings that tell a run apart from the others that are called by the same ones. */
function differences(run: NamedSettings, runs: readonly NamedSettings[]): string[] {
  const same = runs.filter((other) => settingTitle(other) === settingTitle(run));
  return distinguishingSettings(same)[same.indexOf(run)];
}

function label(run: NamedSettings, more: readonly string[]): RunLabel {
  const { configuration } = run;
  const setting = settingTitle(run);
  const base = configuration === null ? setting : `configuration ${configuration}`;
  const slug = configuration === null ? slugOf(setting) : base.replace(' ', '-');
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
    .replaceAll('λ', 'lambda')
    .replace(/[^\w.+]+/g, '-')
    .replace(/-+$/, '');
}

function ofOrigin({ short, name, title, slug }: RunLabel, origin: string): RunLabel {
  return {
    short: `${short}, ${origin}`,
    name: `${name}, ${origin}`,
    title: `${title}, ${origin}`,
    slug: slugOf(`${slug}-${origin}`),
  };
}

function numbered({ short, name, title, slug }: RunLabel, number: number): RunLabel {
  return {
    short: `${short} (${number})`,
    name: `${name} (${number})`,
    title: `${title} (${number})`,
    slug: `${slug}-${number}`,
  };
}
