import type { ClassMetrics } from './confusion-matrix';

/**
 * F1 = 2 P R / (P + R) = 2 TP / (2 TP + FP + FN), the harmonic mean of a class's precision and recall;
 * null for a class without samples and predictions.
 *
 * @category Models
 * @example
 * const { predictions } = await classifier.evaluate(test);
 * const metrics = classMetrics(confusionMatrix(predictions, classifier.classes.length));
 * metrics.forEach((own, k) => console.log(classifier.classes[k], f1(own)));
 */
export function f1({
  samples,
  predicted,
  recall,
}: Pick<ClassMetrics, 'samples' | 'predicted' | 'recall'>): number | null {
  const truePositives = samples * (recall ?? 0);
  return samples + predicted === 0 ? null : (2 * truePositives) / (samples + predicted);
}
