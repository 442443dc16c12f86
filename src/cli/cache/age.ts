const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];

/** An age in words, e.g. `3 days`. */
export function ageWords(seconds: number): string {
  for (const [length, name] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `${count.toLocaleString('en')} ${name}${count === 1 ? '' : 's'}`;
  }
  return 'less than a minute';
}
