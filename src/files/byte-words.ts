/** A number of bytes in words, e.g. `5.7 MB`. */
export function byteWords(bytes: number): string {
  const [unit, name] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  const count = bytes / unit;
  const digits = count < 9.95 ? 1 : 0;
  return `${count.toLocaleString('en', { maximumFractionDigits: digits })} ${name}`;
}
