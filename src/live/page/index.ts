import path from 'node:path';
import { nodeRequire } from '../../files';
import type { LiveState } from '../state';
import type * as LivePage from './live-page';

/**
 * The page of a training as one HTML document, in consecutive parts. What makes it, optional packages
 * among it, is loaded on use.
 */
export function renderLivePage(state: LiveState): Promise<Uint8Array[]> {
  const loaded = nodeRequire(path.join(__dirname, 'live-page')) as typeof LivePage;
  return loaded.renderLivePage(state);
}
