/** How late a timer of 5 ms was at most while something went on, from its call to its end: in ms. */
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

/** The least of a few tries: on a shared machine, others may hold up any of them. */
export async function leastLateness(run: () => Promise<unknown>, enough: number): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && least > enough; attempt++) {
    least = Math.min(least, await latenessDuring(run));
  }
  return least;
}
