import { expect } from 'chai';
import { TaskRunner, finish, isAbortion, type Task } from '../../src/tasks';
import { failureOf } from '../support/rejection';

/** Keeps the event loop busy for some milliseconds. */
function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** How often the event loop turns while something goes on. */
async function turnsDuring(run: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOn = true;
  const count = (): void => {
    turns++;
    if (isOn) setImmediate(count);
  };
  setImmediate(count);
  await run();
  isOn = false;
  return turns;
}

function* steps(count: number, milliseconds: number): Task<string> {
  for (let i = 0; i < count; i++) {
    hold(milliseconds);
    yield;
  }
  return 'done';
}

describe('steps', () => {
  it('are run at once, or with breaths between, to the same result', async () => {
    expect(finish(steps(3, 0))).to.equal('done');
    expect(await new TaskRunner().run(steps(3, 0))).to.equal('done');
  });

  it('let what they throw pass', async () => {
    const fault = new Error('fault');
    function* failing(): Task<void> {
      yield;
      throw fault;
    }
    expect(() => finish(failing())).to.throw(fault);
    expect(await failureOf(new TaskRunner().run(failing()))).to.equal(fault);
  });
});

describe('TaskRunner', () => {
  it('lets the event loop turn in long work, and not where it was held briefly', async () => {
    const runner = new TaskRunner();
    await runner.pause();
    expect(await turnsDuring(async () => await runner.pauseIfDue())).to.equal(0);
    expect(await turnsDuring(() => new TaskRunner().run(steps(10, 20)))).to.be.at.least(9);
  });

  it('rests in any case', async () => {
    expect(await turnsDuring(() => new TaskRunner().pause())).to.be.at.least(1);
  });

  it('ends work whose signal is aborted by a timer, with its reason, soon', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    let made = 0;
    function* long(): Task<void> {
      for (; made < 1000; made++) {
        hold(2);
        yield;
      }
    }
    const error = await failureOf(new TaskRunner(controller.signal).run(long()));
    expect(error).to.equal(controller.signal.reason);
    expect(isAbortion(error, controller.signal)).to.equal(true);
    expect(made).to.be.within(1, 500);
  });

  it('throws the reason of a signal that was aborted before, whatever it is', async () => {
    for (const reason of [new Error('mine'), 'text', 0]) {
      const signal = AbortSignal.abort(reason);
      expect(await failureOf(new TaskRunner(signal).pause())).to.equal(reason);
      expect(isAbortion(reason, signal)).to.equal(true);
    }
  });
});

describe('isAbortion', () => {
  it('takes no other error for one, nor any without an aborted signal', () => {
    const reason = new Error('stop');
    const { signal } = new AbortController();
    expect(isAbortion(reason, AbortSignal.abort(reason))).to.equal(true);
    expect(isAbortion(new Error('stop'), AbortSignal.abort(reason))).to.equal(false);
    expect(isAbortion(reason)).to.equal(false);
    expect(isAbortion(undefined, signal)).to.equal(false);
  });
});
