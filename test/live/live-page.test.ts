import { expect } from 'chai';
import { renderLivePage } from '../../src/live/page';
import type { LiveState } from '../../src/live/state';
import { madeUpRun, madeUpTraining } from '../page/made-up-training';

async function htmlOf(state: LiveState): Promise<string> {
  return Buffer.concat(await renderLivePage(state)).toString();
}

describe('the live page as its server renders it', () => {
  it('has the figures of the moment, and connects to its own server alone', async () => {
    const state = madeUpTraining(2, 40);
    const html = await htmlOf({ ...state, runs: [madeUpRun(0, 12, 40), state.runs[1]] });
    expect(html).to.include('<h1>Softmax classifier: training</h1>');
    expect(html).to.include('2 runs of mini-batch gradient descent on 10,000 samples');
    expect(html).to.match(/data-slug="run-1".*?12 \/ 40/);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1];
    expect(policy).to.match(/^default-src 'none'; img-src data:;.*; connect-src 'self'$/);
    expect(html.match(/<script(?: [^>]*)?>/g)).to.have.length(5);
    expect(html).to.not.match(/ (?:src|srcset|action)="/);
  });

  it('shows names with markup as they are', async () => {
    const hostile = '</script><img src=x onerror="alert(1)">\u202e$&';
    const state = madeUpTraining(1, 40);
    const run = { ...madeUpRun(0, 3, 40), title: hostile, slug: 'run-1' };
    const html = await htmlOf({ ...state, command: hostile, classes: [hostile, 'b'], runs: [run] });
    expect(html).to.not.include('<img src=x');
    expect(html.match(/<\/script>/g)).to.have.length(5);
  });

  it('can be shown before anything is known', async () => {
    const state = { ...madeUpTraining(0, 40), classes: [], image: null };
    const html = await htmlOf(state);
    expect(html).to.include('0 runs on 10,000 samples');
    expect(html).to.not.match(/(NaN|Infinity).%/);
  });
});
