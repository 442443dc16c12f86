/** A process that stores a file again and again: 8 MB of ones, of twos, of ones …; until killed. */
import { storeFile } from '../../src/files';

const [folder] = process.argv.slice(2);
const contents = [Buffer.alloc(8_000_000, 1), Buffer.alloc(8_000_000, 2)];
void (async () => {
  for (let turn = 0; ; turn++) await storeFile(folder, 'a.bin', contents[turn % 2]);
})();
