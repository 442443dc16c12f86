import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Suite } from 'mocha';
import { chromium, type Browser } from 'playwright-core';

/** What Chromium and its kin are called. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Keeps the browser from asking the network for anything of its own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The installed browser: ONELAYER_BROWSER, or the first on PATH; undefined if there is none. */
function findBrowser(): string | undefined {
  const named = process.env.ONELAYER_BROWSER;
  if (named !== undefined && named !== '') return named;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find((file) => existsSync(file));
}

/**
 * A suite that needs a real browser: skipped with the reason where there is none, a failure instead
 * when ONELAYER_STRICT is 1.
 */
export function describeWithBrowser(
  title: string,
  define: (this: Suite, browser: () => Browser) => void,
): void {
  describe(title, function () {
    // On two cores that other machines share, a headless browser once drew no frame for 30 s. Each
    // test opens the page anew, and may do so twice.
    this.retries(1);
    let browser: Browser;
    before('start the browser', async function () {
      const executablePath = findBrowser();
      if (executablePath !== undefined) {
        browser = await chromium.launch({ executablePath, args: ARGUMENTS });
        return;
      }
      const reason = `no browser: none of ${NAMES.join(', ')} is on PATH`;
      if (process.env.ONELAYER_STRICT === '1') throw new Error(reason);
      console.log(`skipped "${title}": ${reason}`);
      this.skip();
    });
    // There is none to close where the suite was skipped.
    after(() => (browser as Browser | undefined)?.close());
    define.call(this, () => browser);
  });
}
