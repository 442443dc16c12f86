import { expect } from 'chai';
import { installCommand, missingPackages } from '../../src/files';
import { devDependencies } from '../../package.json';

describe('optional packages', () => {
  it('are missing or not, also those without an entry for require', () => {
    expect(missingPackages(['vega', 'onelayer-no-such-package', 'sharp'])).to.deep.equal([
      'onelayer-no-such-package',
    ]);
  });

  it('are installed in the versions that are tested', () => {
    const { vega, sharp } = devDependencies;
    expect(installCommand(['vega', 'sharp'])).to.equal(`npm install vega@${vega} sharp@${sharp}`);
  });
});
