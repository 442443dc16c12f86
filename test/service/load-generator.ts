import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { KnownModel } from './models';
import { makeQuestions, wrongIn, type Question, type Reply } from './questions';

/** What to do. */
export interface LoadPlan {
  readonly url: string;
  /** Each asks again as soon as it is answered. */
  readonly connections: number;
  readonly rows: readonly number[][];
  /** In the order in which they are swapped in. */
  readonly models: readonly KnownModel[];
}

/** What came of it. */
export interface LoadResult {
  /** Answers of status 200; each was checked. */
  readonly answered: number;
  /** Of each model. */
  readonly byModel: readonly number[];
  /** The first requests that got no answer, or another status. */
  readonly failed: readonly string[];
  /** The first predictions that were wrong. */
  readonly wrong: readonly string[];
  /** Connections that were refused: the service has stopped. */
  readonly refused: number;
  readonly seconds: number;
  /** Latencies in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** Of failures, so many are told. */
const TOLD = 10;
/** However the test ends, the load does so soon. */
const LONGEST = 120_000;

/** Asks the service without a pause, and checks each answer, until it is told to stop. */
class Load {
  private readonly agent: Agent;
  private readonly questions: readonly Question[];
  private readonly latencies: number[] = [];
  private readonly byModel: number[];
  private readonly failed: string[] = [];
  private readonly wrong: string[] = [];
  private readonly began = performance.now();
  private asked = 0;
  private refused = 0;
  /** The newest model that has answered: no request may get an older one from then on. */
  private newest = 0;
  isStopped = false;

  constructor(private readonly plan: LoadPlan) {
    this.agent = new Agent({ keepAlive: true, maxSockets: plan.connections });
    this.questions = makeQuestions(plan.rows, plan.models[0].classes.length);
    this.byModel = plan.models.map(() => 0);
  }

  async run(): Promise<LoadResult> {
    await Promise.all(Array.from({ length: this.plan.connections }, () => this.work()));
    this.agent.destroy();
    const sorted = Float64Array.from(this.latencies).sort();
    const at = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))];
    const { byModel, refused } = this;
    return {
      answered: sorted.length,
      byModel,
      failed: this.failed.slice(0, TOLD),
      wrong: this.wrong.slice(0, TOLD),
      refused,
      seconds: (performance.now() - this.began) / 1000,
      p50: at(0.5),
      p99: at(0.99),
      longest: at(1),
    };
  }

  private async work(): Promise<void> {
    while (!this.isStopped) {
      const question = this.questions[this.asked++ % this.questions.length];
      const { newest } = this;
      const start = performance.now();
      try {
        const reply = await this.ask(question);
        this.latencies.push(performance.now() - start);
        this.check(question, reply, newest);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === 'ECONNREFUSED') {
          this.refused++;
          return;
        }
        this.failed.push(message);
      }
    }
  }

  private check(question: Question, reply: Reply, newest: number): void {
    const model = this.plan.models.findIndex(({ version }) => version === reply.model);
    if (model === -1) {
      this.wrong.push(`the answer is of no known model: ${reply.model}`);
      return;
    }
    this.byModel[model]++;
    this.newest = Math.max(this.newest, model);
    if (model < newest) this.wrong.push(`model ${model} answered after model ${newest}`);
    const wrong = wrongIn(reply.predictions, question, this.plan.models[model]);
    if (wrong !== null) this.wrong.push(`model ${model}: ${wrong}`);
  }

  /** Rejected unless there is a whole answer of status 200. */
  private ask({ path, type, body }: Question): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': type, 'content-length': body.length };
      const options = { agent: this.agent, method: 'POST', headers };
      request(`${this.plan.url}${path}`, options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (response.statusCode === 200) resolve(JSON.parse(text) as Reply);
          else reject(new Error(`status ${response.statusCode ?? 0}: ${text}`));
        });
      })
        .on('error', reject)
        .end(body);
    });
  }
}

async function main([file]: string[]): Promise<void> {
  const load = new Load(JSON.parse(readFileSync(file, 'utf8')) as LoadPlan);
  const stop = (): void => void (load.isStopped = true);
  process.once('message', stop);
  setTimeout(stop, LONGEST).unref();
  const result = await load.run();
  process.send!(result, () => process.disconnect());
}

void main(process.argv.slice(2));
