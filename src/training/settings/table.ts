import { ASSIGNMENT } from './assignment';
import { EXTENSIONS } from './extensions';

/** The table of all settings, from which everything else about them follows. */
export const SETTINGS = { ...ASSIGNMENT, ...EXTENSIONS };
