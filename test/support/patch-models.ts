import type { Backend } from '../../src/backend';
import { patchFeatures, type PatchFeatures } from '../../src/patches';
import { train, type LinearClassifier } from '../../src/library';
import { textures } from './textures';

/** Patches of few numbers, and a classifier that was trained on the features that they make. */
export async function smallPatches(backend: Backend): Promise<PatchFeatures> {
  return patchFeatures(textures(30), {
    ...{ patches: 12, side: 4, components: 20, regions: 3 },
    backend,
  });
}

/** A classifier of pictures by patches. */
export async function patchClassifier(
  backend: Backend,
): Promise<{ patches: PatchFeatures; classifier: LinearClassifier<string> }> {
  const patches = await smallPatches(backend);
  const { classifier } = await train(await patches.transform(textures(30), { backend }), {
    ...{ standardise: 'damped', eta: 1, momentum: 0.9, lambda: 1e-4, epochs: 5, batchSize: 10 },
    backend,
  });
  return { patches, classifier: classifier as LinearClassifier<string> };
}
