import path from 'node:path';
import { describeWithAddon } from '../../support/addon';
import { ROOT } from '../../support/run-typescript';
import { temporaryFolder } from '../../support/temporary-folder';
import { attack } from './attack';
import { buildGuard } from './build';

describeWithAddon('random calls of the addon, in memory between guard pages', (addon) => {
  const folder = temporaryFolder();
  const built = path.join(ROOT, 'build', 'Release', 'onelayer.node');

  for (const instructions of addon.buildInformation().availableInstructions) {
    it(`neither crash nor write what they mustn't: ${instructions}`, async function () {
      this.timeout(600_000);
      const guard = await buildGuard(folder());
      await attack(built, guard, { ONELAYER_INSTRUCTIONS: instructions });
    });
  }
});
