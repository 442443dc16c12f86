import { expect } from 'chai';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { makeReport } from '../../src/report';
import { describeWithCifar10 } from '../support/cifar10';
import { trainedReport, type TrainedReport } from './trained-report';

describeWithCifar10('the report of bin/train.ts on CIFAR-10', function () {
  let trained: TrainedReport;

  before('train', async () => {
    trained = await trainedReport();
  });

  it('is written in 5 s', async () => {
    const folder = path.join(trained.folder, 'again');
    const start = performance.now();
    const before = process.cpuUsage();
    await makeReport({ files: [path.join(trained.folder, 'results.json')], folder });
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - start) / 1000;
    // Where other processes hold the cores, what it had of them counts.
    expect(Math.min(seconds, (user + system) / 1e6)).to.be.below(5);
  });

  it('is of at most 5 MB for eight runs too, with the example images beside it', async () => {
    const folder = path.join(trained.folder, 'eight');
    const file = path.join(trained.folder, 'results.json');
    const notices: string[] = [];
    const page = await makeReport({
      files: [file, file],
      folder,
      onNotice: (message) => notices.push(message),
    });
    expect(statSync(page).size).to.be.below(5e6);
    expect(notices).to.have.length(1);
    expect(notices[0]).to.match(/example images stand beside the page/);
    expect(readdirSync(path.join(folder, 'configuration-4-2'))).to.include('surest-hits.png');
  });
});
