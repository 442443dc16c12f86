import { loadAddon, type Addon } from '../../src/backend/load-addon';

const { addon, failure } = loadAddon();

/** Where ONELAYER_STRICT=1, a test that needs the addon fails without it. */
const isStrict = process.env.ONELAYER_STRICT === '1';

function withoutAddon(title: string): void {
  const why = `${title} (needs the native addon: ${String(failure)})`;
  if (!isStrict) return void it.skip(why);
  it(why, () => {
    throw new Error(String(failure));
  });
}

/** A suite for the native addon: skipped, with the reason in its title, where it can't be loaded. */
export function describeWithAddon(title: string, body: (addon: Addon) => void): void {
  if (addon === null) {
    withoutAddon(title);
    return;
  }
  describe(title, () => body(addon));
}

/** A test for the native addon: skipped, with the reason in its title, where it can't be loaded. */
export function itWithAddon(title: string, body: (addon: Addon) => void | Promise<void>): void {
  if (addon === null) {
    withoutAddon(title);
    return;
  }
  it(title, () => body(addon));
}
