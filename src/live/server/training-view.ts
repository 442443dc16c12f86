import type { Finding } from '../../checks';
import { hasEnded, type ProcessIdentity } from '../../search/journal/machine';
import { isSlug, type JournalData, type JournalLine } from '../journal/form';
import { SILENT_MS } from '../journal/assert-unused';
import { isAsked, REQUESTS } from '../requests';
import type { LiveEnding, LiveProgress, LiveRequest, LiveState, LiveTraining } from '../state';
import { RunView } from './run-view';

/** Points of all curves of a name together, about, and of one curve. */
const POINTS = { all: 6000, least: 120, most: 600 };

/** What stands between two lines `start` of a journal. */
interface Facts {
  command: string;
  started: number;
  process: ProcessIdentity | null;
  data: JournalData;
  progress: Extract<JournalLine, { kind: 'progress' }> | null;
  findings: readonly Finding[];
  takes: readonly LiveRequest[];
  asked: LiveRequest[];
  checkpointed: number | null;
  isWriting: boolean;
  ended: { readonly ending: LiveEnding; readonly report: string | null } | null;
}

const unknownFacts = (): Facts => ({
  ...{ command: '', started: 0, process: null, progress: null, findings: [], takes: [], asked: [] },
  ...{ checkpointed: null, isWriting: false, ended: null },
  data: { classes: [], image: null, samples: { training: 0, validation: 0, test: 0 } },
});

/** What a journal says of a training, for a page. Each line is a change, which pages may be sent alone. */
export class TrainingView {
  #facts = unknownFacts();
  readonly #runs = new Map<string, RunView>();
  /** The number of lines so far. */
  change = 0;
  /** The change since which pages need everything anew. */
  begun = 0;
  /** When the journal last changed, in milliseconds since 1970. */
  seen = 0;

  constructor(
    readonly id: string,
    readonly folder: string,
    /** The folder as the page names it. */
    readonly name: string,
  ) {}

  /** Takes a line. Of another version, or damaged, it changes nothing. */
  apply(line: JournalLine): void {
    this.change++;
    try {
      this.#apply(line);
    } catch {
      // A journal may come from anywhere; what its lines lack is not shown.
    }
  }

  get started(): number {
    return this.#facts.started;
  }

  /** The report's file name, if it is one in the folder. */
  get report(): string | null {
    const name = this.#facts.ended?.report ?? null;
    return name !== null && isSlug(name) ? name : null;
  }

  phase(now: number): LiveState['phase'] {
    const { ended, process } = this.#facts;
    if (ended !== null) return 'ended';
    const isGone = now - this.seen > SILENT_MS || (process !== null && hasEnded(process));
    return isGone ? 'silent' : 'training';
  }

  /** Whether the training takes a request now. */
  canBe(request: LiveRequest, now: number): boolean {
    return this.phase(now) === 'training' && this.#facts.takes.includes(request);
  }

  hasRun(slug: string): boolean {
    return this.#runs.has(slug);
  }

  /** @param since  only runs that have changed since this change are wanted */
  state(now: number, trainings: readonly LiveTraining[], since: number): LiveState {
    const { command, started, data, progress, findings, asked, checkpointed, isWriting, ended } =
      this.#facts;
    const points = Math.max(POINTS.least, Math.min(POINTS.most, POINTS.all / this.#runs.size));
    const changed = [...this.#runs.values()].filter((run) => run.changed > since);
    return {
      version: 1,
      ...{ id: this.id, command, started, now },
      phase: this.phase(now),
      isWriting: isWriting && ended === null,
      ...(ended !== null && { ending: ended.ending }),
      ...(this.report !== null && { report: 'report.html' }),
      ...data,
      progress: progress && leftOf(progress, now),
      findings,
      runs: changed.map((run) => run.state(points)),
      canStop: this.canBe('stop', now),
      canCheckpoint: this.canBe('checkpoint', now),
      asked: REQUESTS.filter((one) => asked.includes(one) || isAsked(this.folder, one)),
      checkpointed,
      trainings,
    };
  }

  summary(now: number): LiveTraining {
    const { command, started, progress, ended } = this.#facts;
    const accuracies = [...this.#runs.values()].flatMap(({ best }) => best?.accuracy ?? []);
    return {
      ...{ id: this.id, folder: this.name, command, started },
      phase: this.phase(now),
      ...(ended !== null && { ending: ended.ending }),
      runs: this.#runs.size,
      accuracy: accuracies.length === 0 ? null : Math.max(...accuracies),
      fraction: progress && Math.min(1, progress.done / progress.total),
      url: `../${this.id}/`,
    };
  }

  #apply(line: JournalLine): void {
    const facts = this.#facts;
    switch (line.kind) {
      case 'start':
        this.#begin(line);
        break;
      case 'data':
        facts.data = { classes: line.classes, image: line.image, samples: line.samples };
        break;
      case 'runs':
        for (const run of line.runs) {
          if (isSlug(run.slug)) this.#runs.set(run.slug, new RunView(run));
          this.#ofRun(run.slug, () => undefined);
        }
        break;
      case 'epoch':
        this.#ofRun(line.run, (run) => run.addEpoch(line.record));
        break;
      case 'trial':
        this.#ofRun(line.run, (run) => run.addTrial(line.trial));
        break;
      case 'run-ended':
        this.#ofRun(line.run, (run) => run.setEnding(line.ending));
        break;
      case 'weights':
        this.#ofRun(line.run, (run) => run.setWeights(line.epoch));
        break;
      case 'findings':
        if (line.run === null) facts.findings = line.findings;
        else this.#ofRun(line.run, (run) => run.setFindings(line.findings));
        break;
      case 'progress':
        facts.progress = line;
        break;
      case 'checkpoint':
        facts.checkpointed = line.time;
        facts.asked = facts.asked.filter((request) => request !== 'checkpoint');
        break;
      case 'writing':
        facts.isWriting = true;
        facts.asked = [];
        break;
      case 'takes':
        facts.takes = line.requests;
        // What it takes again, it has done before: a search that was stopped trains the best once more.
        facts.asked = facts.asked.filter((request) => !line.requests.includes(request));
        break;
      case 'asked':
        facts.asked.push(line.request);
        break;
      case 'ended':
        facts.ended = { ending: line.ending, report: line.report };
        facts.asked = [];
        break;
    }
  }

  #begin({ command, process, time }: Extract<JournalLine, { kind: 'start' }>): void {
    this.#facts = { ...unknownFacts(), command, process, started: time };
    this.#runs.clear();
    this.begun = this.change;
  }

  #ofRun(slug: string, change: (run: RunView) => void): void {
    const run = this.#runs.get(slug);
    if (run === undefined) return;
    change(run);
    run.changed = this.change;
  }
}

function leftOf(line: NonNullable<Facts['progress']>, now: number): LiveProgress {
  const { unit, done, total, rate, time, isAtMost } = line;
  const left =
    rate === null || isAtMost ? null : Math.max(0, (total - done) / rate - (now - time) / 1000);
  return { unit, done, total, rate, secondsLeft: left };
}
