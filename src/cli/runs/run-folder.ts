import path from 'node:path';

/** Names the default output folder by the time, e.g. `runs/2026-11-23-141503`, to keep earlier results. */
export function newRunFolder(now = new Date()): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('');
  return path.join('runs', `${day}-${time}`);
}
