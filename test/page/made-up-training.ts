import type { Finding } from '../../src/checks';
import type { LiveRun, LiveState } from '../../src/live/state';

const CLASSES = [
  ...['airplane', 'automobile', 'bird', 'cat', 'deer'],
  ...['dog', 'frog', 'horse', 'ship', 'truck'],
];

/** The state of a training of so many runs of images, before its first epoch. */
export function madeUpTraining(runs: number, epochs: number): LiveState {
  return {
    version: 1,
    id: 'made-up',
    command: 'onelayer train --live',
    started: 0,
    now: 0,
    phase: 'training',
    isWriting: false,
    classes: CLASSES,
    image: { width: 32, height: 32, channels: 3 },
    samples: { training: 10_000, validation: 10_000, test: 10_000 },
    progress: null,
    findings: [],
    runs: Array.from({ length: runs }, (_, i) => madeUpRun(i, 0, epochs)),
    canStop: true,
    canCheckpoint: true,
    asked: [],
    checkpointed: null,
    trainings: [],
  };
}

/** The i-th run after some epochs, of whose curves at most some 600 points are kept. */
export function madeUpRun(i: number, epoch: number, epochs: number): LiveRun {
  const every = Math.max(1, Math.ceil(epoch / 600));
  const kept = Array.from({ length: Math.floor(epoch / every) }, (_, k) => (k + 1) * every);
  const curve = (start: number, change: number) =>
    kept.map((e) => start + change * (1 - Math.exp(-e / (4 + i))) + 0.01 * Math.sin(e * (i + 2)));
  const validationAccuracy = curve(0.2 + 0.004 * i, 0.18);
  const accuracy = Math.max(...validationAccuracy);
  return {
    slug: `run-${i + 1}`,
    title: `configuration ${i + 1}: λ ${i / 10}, η 0.001`,
    settings: { lambda: i / 10, eta: 0.001, epochs },
    epoch,
    epochs,
    curves: {
      epochs: kept,
      trainLoss: curve(2.2, -0.6),
      trainCost: curve(2.3, -0.5),
      trainAccuracy: curve(0.2 + 0.004 * i, 0.25),
      validationLoss: curve(2.2, -0.4),
      validationCost: curve(2.3, -0.3),
      validationAccuracy,
      updateRatio: curve(0.1, -0.09),
      weightNorm: curve(5, 2),
      gap: kept.map(() => null),
    },
    best: epoch === 0 ? null : { epoch: kept[validationAccuracy.indexOf(accuracy)], accuracy },
    findings: [],
    weights: epoch === 0 ? null : { epoch, url: `weights/run-${i + 1}?epoch=${epoch}` },
  };
}

/** Weights that look like something: stripes that grow clearer, with noise. */
export function madeUpWeights(epoch: number): Float32Array {
  const clear = 1 - Math.exp(-epoch / 10);
  return Float32Array.from({ length: CLASSES.length * 3072 }, (_, at) => {
    const k = Math.floor(at / 3072);
    const [x, y] = [at % 32, Math.floor((at % 1024) / 32)];
    const noise = ((at * 7919) % 101) / 101 - 0.5;
    return 0.05 * (clear * Math.sin((x * (k + 1)) / 9 + y / (k + 2)) + (1 - clear) * noise);
  });
}

export const DOUBT: Finding = {
  check: 'oscillation',
  area: 'learning rate',
  verdict: 'warning',
  seen: 'the cost rose in 5 of 10 epochs',
  meaning: 'the learning rate is too large',
  advice: 'halve η',
  figures: {},
};
