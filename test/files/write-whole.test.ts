import { expect } from 'chai';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OnelayerError } from '../../src/errors';
import { writeDerived, writeWhole } from '../../src/files';
import { temporaryFolder } from '../support/temporary-folder';

for (const write of [writeWhole, writeDerived]) {
  describe(write.name, () => {
    const folder = temporaryFolder();

    it('writes and replaces a file, and leaves nothing else', () => {
      const file = path.join(folder(), 'results.json');
      write(file, 'old');
      write(file, 'new');
      expect(readFileSync(file, 'utf8')).to.equal('new');
      expect(readdirSync(folder())).to.deep.equal(['results.json']);
    });

    const refusals: [string, (folder: string) => string, RegExp][] = [
      ['a folder that is missing', (f) => path.join(f, 'no', 'file'), /the folder does not exist/],
      ['a path through a file', (f) => path.join(f, 'file', 'x'), /a part of its path is a file/],
      ['a folder in its place', (f) => path.join(f, 'folder'), /it is a folder/],
    ];
    for (const [title, place, message] of refusals) {
      it(`names ${title}, and leaves nothing behind`, () => {
        writeFileSync(path.join(folder(), 'file'), '');
        mkdirSync(path.join(folder(), 'folder'));
        const file = place(folder());
        expect(() => write(file, 'text'))
          .to.throw(OnelayerError, message)
          .with.property('code', 'NOT_WRITABLE');
        expect(() => write(file, 'text')).to.throw(file);
        expect(readdirSync(folder()).sort()).to.deep.equal(['file', 'folder']);
      });
    }
  });
}
