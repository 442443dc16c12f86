import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { SUBCOMMANDS } from '../../src/cli/onelayer/subcommands';
import { runBin, startScript } from '../support/run-bin';
import { runHere } from '../support/run-here';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('onelayer', () => {
  it('shows its commands, examples and exit codes with --help, and with help', async () => {
    const { code, stdout, stderr } = await runBin('onelayer', ['--help']);
    expect([code, stderr]).to.deep.equal([0, '']);
    for (const { name } of SUBCOMMANDS) expect(stdout).to.match(new RegExp(`^ {2}${name} `, 'm'));
    expect(stdout).to.match(
      /Examples:[^]*\$ npx ts-node bin\/onelayer\.ts predict[^]*Exit codes:.*143/,
    );
    expect((await runHere('help')).stdout).to.include('Commands:');
  });

  for (const { name } of SUBCOMMANDS) {
    it(`shows the options and examples of ${name}, by help and by --help`, async () => {
      const { code, stdout, stderr } = await runHere('help', name);
      expect([code, stderr]).to.deep.equal([0, '']);
      expect(stdout).to.match(new RegExp(`^Usage: onelayer ${name} `));
      expect(stdout).to.match(/Examples:[^]*\$ .*onelayer [^]*Exit codes: 0/);
      expect(await runHere(name, '--help')).to.deep.equal({ code, stdout, stderr });
    });
  }

  it('prints its version', async () => {
    for (const flag of ['--version', '-v']) {
      expect(await runHere(flag)).to.deep.equal({ code: 0, stdout: `${version}\n`, stderr: '' });
    }
  });

  const wrong: [string[], RegExp][] = [
    [[], /^Usage: /],
    [['trian'], /unknown command 'trian'\n\(Did you mean train\?\)/],
    [['help', 'trian'], /unknown command 'trian'\n\(Did you mean train\?\)/],
    [['fly'], /unknown command 'fly'\nusage: [^]*\ncommands: .*onelayer help/],
    [['--jsn', 'train'], /unknown option '--jsn'/],
    [['train', '--epoch', '3'], /unknown option '--epoch'[^]*--epochs/],
    [['predict'], /missing required argument 'model'/],
    [['predict', 'm', '--top', '0'], /--top: expected a positive integer, got 0/],
    [['predict', 'm', '--header', 'perhaps'], /'perhaps' is invalid.*auto, yes, no/],
    [['predict', 'm', '--delimiter', 'tab'], /--delimiter.*Expected one character/],
    [['evaluate', 'm', 'a.csv', 'b.csv'], /too many arguments/],
    [['export', 'm'], /missing required argument 'out'/],
    [['inspect'], /missing required argument 'model'/],
    [['completion'], /missing required argument 'shell'/],
    [['build-native', '--info', '--builder', 'cmake'], /--info builds nothing.* --builder/],
    [['build-native', '--shape', '10x20'], /--shape goes with --info/],
    [
      ['build-native', '--info', '--shape', '10x0'],
      /argument '10x0' is invalid. Expected e.g. 10x3/,
    ],
    [['completion', 'tcsh'], /'tcsh' is invalid.*bash, zsh, fish/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses \`${args.join(' ')}\` on standard error alone, and exits with 2`, async () => {
      const { code, stdout, stderr } = await runHere(...args);
      expect(stderr).to.match(message);
      expect(stderr).to.not.match(/\n\s+at /);
      expect([code, stdout]).to.deep.equal([2, '']);
    });
  }

  it('hands the options of build-native to the script, and its exit code back', async () => {
    const { code, stdout, stderr } = await runBin('onelayer', [
      ...['build-native', '--builder', 'make', '--json'],
    ]);
    expect(JSON.parse(stdout)).to.deep.equal({ built: false, exitCode: 2 });
    expect(stderr).to.match(/^usage: .*--builder/);
    expect(code).to.equal(2);
  });

  it('loads no other command’s modules', async () => {
    const loaded = async (...args: string[]): Promise<string[]> => {
      const { outcome } = startScript('test/support/say-modules.ts', args);
      return (await outcome).stderr.split('\n').filter((line) => line.startsWith('src/'));
    };
    const forHelp = await loaded('--help');
    expect(
      forHelp.filter(
        (file) =>
          !/^src\/((cli|files|errors|tasks|report\/text)\/|cluster\/shared-failures)/.test(file),
      ),
    ).to.deep.equal([]);
    const forPredict = await loaded('predict', '/no/such/model');
    expect(forPredict.some((file) => file.includes('src/library/'))).to.equal(true);
    expect(
      forPredict.filter((file) => /^src\/(report\/(?!text\/)|checks)|train-command/.test(file)),
    ).to.deep.equal([]);
  });
});
