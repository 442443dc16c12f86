/**
 * Names a feature that patches make: the patch that is counted, or its negative, and the region by rows,
 * both from 0.
 *
 * @param patches  D, the patches of the dictionary
 */
export function patchFeatureName(feature: number, patches: number): string {
  const region = Math.floor(feature / (2 * patches));
  const isNegative = feature % (2 * patches) >= patches;
  return `${isNegative ? 'negative of ' : ''}patch ${feature % patches} in region ${region}`;
}
