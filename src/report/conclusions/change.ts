/** Smaller costs are taken for this one: they are shown as 0. */
const SMALLEST = 0.001;

/** The relative change of a cost: 0.02 is a rise by 2 %. */
export function relativeChange(from: number, to: number): number {
  return (to - from) / Math.max(from, SMALLEST);
}
