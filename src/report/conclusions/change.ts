/** Costs below this count as this: they are 0 to the digits that are shown. */
const SMALLEST = 0.001;

/** By which part of itself a cost has changed: 0.02 is a rise by 2 %. */
export function relativeChange(from: number, to: number): number {
  return (to - from) / Math.max(from, SMALLEST);
}
