'use strict';

// Pictures by a dictionary of patches: pixels say little to a linear classifier, patches much more.
// The pictures are made up: stripes of any phase, lying or standing, in noise.
const { dataSet, defaultRng, patchFeatures, split, train } = require('onelayer');

const SIDE = 16;
const PICTURES = 600;

const random = defaultRng(3);
const labels = Array.from({ length: PICTURES }, (_, i) => (i % 2 ? 'lying' : 'standing'));
const X = labels.map((label) => {
  const phase = random.integers(0, 4);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const at = label === 'lying' ? Math.floor(i / SIDE) : i % SIDE;
    return ((at + phase) % 4 < 2 ? 150 : 90) + random.integers(-60, 61);
  });
});

async function main() {
  const image = { width: SIDE, height: SIDE, channels: 1 };
  const { training, test } = split(dataSet({ X, labels, image, name: 'stripes' }), { test: 0.3 });

  const ofPixels = await train(training, { eta: 0.01, epochs: 20 });
  const { accuracy: byPixels } = await ofPixels.classifier.evaluate(test);
  console.log(`by pixels   ${(100 * byPixels).toFixed(1)} %`);

  const patches = await patchFeatures(training, { patches: 16, side: 5, regions: 2 });
  const { classifier } = await train(await patches.transform(training), {
    ...{ standardise: 'damped', eta: 8, momentum: 0.9, lambda: 1e-6 },
    ...{ epochs: 20, schedule: 'cosine' },
  });
  // The classifier has the patches: it takes pictures.
  const { accuracy: byPatches } = await classifier.evaluate(test);
  console.log(`by patches  ${(100 * byPatches).toFixed(1)} %, ${patches.features} features`);
  console.log('the first picture is', classifier.predict(X[0]), '- it is', labels[0]);
}

void main();
