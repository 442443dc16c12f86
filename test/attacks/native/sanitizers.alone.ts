import { describeWithAddon } from '../../support/addon';
import { temporaryFolder } from '../../support/temporary-folder';
import { attack } from './attack';
import { buildSanitized, sanitizerLibrary } from './build';

/** Node itself leaks on purpose at its end, and OpenBLAS isn't built with sanitizers. */
const ASAN_OPTIONS = 'detect_leaks=0:abort_on_error=0:exitcode=99';

describeWithAddon('random calls of the addon, under sanitizers', () => {
  const folder = temporaryFolder();

  it('touch no memory but their own, and do nothing undefined', async function () {
    this.timeout(600_000);
    const addon = await buildSanitized(folder());
    await attack(addon, null, { LD_PRELOAD: sanitizerLibrary(), ASAN_OPTIONS });
  });
});
