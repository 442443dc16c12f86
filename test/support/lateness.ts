/**
 * Returns the largest lateness of a timer of 5 ms during some work, in ms. Of the time that it is late
 * only what this process has computed counts: what other processes took of the processor is not its fault.
 */
export async function latenessDuring(run: () => Promise<unknown>): Promise<number> {
  const period = 5;
  let last = performance.now();
  let used = process.cpuUsage();
  let latest = 0;
  const look = (): void => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    latest = Math.max(latest, Math.min(now - last, (user + system) / 1000) - period);
    last = now;
    used = process.cpuUsage();
  };
  const timer = setInterval(look, period);
  try {
    await run();
    look();
  } finally {
    clearInterval(timer);
  }
  return latest;
}

/** Each takes a second or two. */
const MOST_ATTEMPTS = 12;

/** Returns the smallest of a few tries, since collections of garbage may delay any of them. */
export async function leastLateness(run: () => Promise<unknown>, enough: number): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && least > enough; attempt++) {
    least = Math.min(least, await latenessDuring(run));
  }
  return least;
}
