import { expect } from 'chai';
import { setTimeout } from 'node:timers/promises';
import { interleave, type Contestant } from '../../benchmarks/harness/interleave';

const { signal } = new AbortController();

/** Contestants that note their turns. */
function contestants(...ids: string[]): { turns: string[]; all: Contestant[] } {
  const turns: string[] = [];
  const all = ids.map((id) => ({
    id,
    label: id,
    round: () => {
      turns.push(id);
      return Promise.resolve({ seconds: [turns.length] });
    },
  }));
  return { turns, all };
}

describe('interleaved rounds', () => {
  it('take turns, every other round backwards', async () => {
    const { turns, all } = contestants('a', 'b');
    const bounds = { rounds: 3, deadline: Infinity, longRound: Infinity, signal };
    const rounds = await interleave(all, bounds);
    expect(turns.join('')).to.equal('abbaab');
    expect(rounds.get('a')).to.deep.equal([{ seconds: [1] }, { seconds: [4] }, { seconds: [5] }]);
  });

  it('are one at least, and none that would end after the deadline', async () => {
    const { turns, all } = contestants('a', 'b');
    await interleave(all, { rounds: 9, deadline: 0, longRound: Infinity, signal });
    expect(turns).to.deep.equal(['a', 'b']);
  });

  it('leave out a contestant that takes long in some of them', async () => {
    const { turns, all } = contestants('quick');
    const slow: Contestant = {
      id: 'slow',
      label: 'slow',
      round: async () => {
        turns.push('slow');
        await setTimeout(60);
        return { seconds: [1] };
      },
    };
    const bounds = { rounds: 4, deadline: Infinity, longRound: 30, signal };
    const rounds = await interleave([...all, slow], bounds);
    expect(rounds.get('quick')).to.have.length(4);
    expect(rounds.get('slow')?.length).to.be.within(1, 2);
  });

  it('stop when they are told to', async () => {
    const { all } = contestants('a');
    const bounds = { rounds: 9, deadline: Infinity, longRound: Infinity };
    const aborted = { ...bounds, signal: AbortSignal.abort() };
    const error: unknown = await interleave(all, aborted).catch((reason: unknown) => reason);
    expect(error).to.have.property('name', 'AbortError');
  });
});
