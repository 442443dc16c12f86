import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gate, type Visit } from '../../src/service/gate';

describe('the gate of the service', () => {
  const limits = { requests: 2, bytes: 100, queue: 3, patience: 60_000 };
  let gate: Gate;
  beforeEach(() => (gate = new Gate(limits)));

  /** Whether a visit may go on by now, or why not. */
  const stateOf = ({ admitted }: Visit): Promise<string | null> =>
    Promise.race([admitted, sleep(0, 'outside')]);
  const statesOf = (visits: readonly Visit[]): Promise<(string | null)[]> =>
    Promise.all(visits.map(stateOf));
  const come = (count: number, bytes = 1): Visit[] =>
    Array.from({ length: count }, () => gate.enter(bytes));
  /** With their bodies, so that they keep their room. */
  const comeAndArrive = (count: number): Visit[] => {
    const visits = come(count);
    for (const visit of visits) visit.arrived();
    return visits;
  };

  it('lets in as many as there is room for, and the next in their order as others leave', async () => {
    const [first, second] = comeAndArrive(2);
    const others = come(3);
    expect(await statesOf([first, second])).to.deep.equal([null, null]);
    expect(await statesOf(others)).to.deep.equal(['outside', 'outside', 'outside']);
    expect([gate.working, gate.waiting]).to.deep.equal([2, 3]);
    second.leave();
    expect(await statesOf(others)).to.deep.equal([null, 'outside', 'outside']);
    for (const visit of [first, ...others]) visit.leave();
    expect([gate.working, gate.waiting]).to.deep.equal([0, 0]);
  });

  it('counts bytes too, but lets in a large request when it is alone', async () => {
    const small = gate.enter(1);
    small.arrived();
    const large = gate.enter(1000);
    expect(await stateOf(large)).to.equal('outside');
    small.leave();
    expect(await stateOf(large)).to.equal(null);
  });

  it('turns away whom there is no place for outside, at once', async () => {
    comeAndArrive(2);
    come(3);
    expect(await stateOf(gate.enter(1))).to.equal('3 requests wait already');
    expect(gate.waiting).to.equal(3);
  });

  it('turns away who has waited for too long, and forgets who has left', async () => {
    gate = new Gate({ ...limits, patience: 20 });
    comeAndArrive(2);
    const [left, patient] = come(2);
    left.leave();
    expect(await patient.admitted).to.equal('this one waited for 20 ms');
    expect([gate.working, gate.waiting]).to.deep.equal([2, 0]);
  });

  it('gives the room of slow bodies to others, and takes it again when they are there', async () => {
    const slow = come(2);
    const next = gate.enter(1);
    expect(await next.admitted).to.equal(null);
    for (const visit of slow) visit.arrived();
    next.arrived();
    expect(gate.working).to.equal(3);
    const last = gate.enter(1);
    slow[0].leave();
    expect(await stateOf(last)).to.equal('outside');
    slow[1].leave();
    expect(await stateOf(last)).to.equal(null);
  });

  it('takes it well when a visit leaves twice, or leaves before its body is there', () => {
    const [one, two] = come(2);
    one.leave();
    one.leave();
    two.leave();
    expect([gate.working, gate.waiting]).to.deep.equal([0, 0]);
  });
});
