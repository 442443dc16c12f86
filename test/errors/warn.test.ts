import { expect } from 'chai';
import { listenToWarnings, warn } from '../../src/errors';
import { printWarnings } from '../../src/cli/run-command';

describe('warn', () => {
  afterEach(() => listenToWarnings(null));

  it('emits a warning of the process, with type and code', async () => {
    const emitted = new Promise<Error>((resolve) => process.once('warning', resolve));
    warn('MANY_CLASSES', 'data: 120 classes');
    const { name, message, code } = (await emitted) as Error & { code: string };
    expect([name, message, code]).to.deep.equal([
      'OnelayerWarning',
      'data: 120 classes',
      'MANY_CLASSES',
    ]);
  });

  it('prints one line in commands, without escape codes', () => {
    const write = process.stderr.write.bind(process.stderr);
    const lines: unknown[] = [];
    process.stderr.write = (line: unknown) => Boolean(lines.push(line));
    try {
      printWarnings();
      warn('MANY_CLASSES', 'data\u001b[31m: 120 classes');
    } finally {
      process.stderr.write = write;
    }
    expect(lines).to.deep.equal(['warning: data\\u{1b}[31m: 120 classes\n']);
  });
});
