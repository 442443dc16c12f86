import { assertPackages } from '../files';
import { REPORT_PACKAGES } from '../report';

/** The packages that live pages need. */
export const LIVE_PACKAGES = ['fastify', ...REPORT_PACKAGES];

/** @throws OnelayerError PACKAGE_MISSING */
export function assertLivePackages(): void {
  assertPackages('a live page', LIVE_PACKAGES);
}
