/** Returns the largest lateness of a timer of 5 ms during some work, in ms. */
export async function latenessDuring(run: () => Promise<unknown>): Promise<number> {
  const period = 5;
  let last = performance.now();
  let latest = 0;
  const look = (): void => {
    const now = performance.now();
    latest = Math.max(latest, now - last - period);
    last = now;
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

/** Returns the smallest of a few tries, since other work may delay any of them. */
export async function leastLateness(run: () => Promise<unknown>, enough: number): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && least > enough; attempt++) {
    least = Math.min(least, await latenessDuring(run));
  }
  return least;
}
