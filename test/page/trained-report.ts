import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Results } from '../../src/report';
import { runBin, type Outcome } from '../support/run-bin';
import { thorough } from '../support/thorough';

const EPOCHS = 6;

/** What `bin/train.ts` has written and printed. */
export interface TrainedReport {
  readonly folder: string;
  readonly outcome: Outcome;
  readonly results: Results;
}

let training: Promise<TrainedReport> | undefined;

/** Trains for some epochs, once, into a folder with a name to stumble on: the four configurations, or one. */
export function trainedReport(): Promise<TrainedReport> {
  training ??= train();
  return training;
}

async function train(): Promise<TrainedReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer übung #1 – '));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const runs = thorough([], ['--configuration', '2']);
  const outcome = await runBin('train', ['--epochs', String(EPOCHS), '--out', folder, ...runs]);
  const text = readFileSync(path.join(folder, 'results.json'), 'utf8');
  return { folder, outcome, results: JSON.parse(text) as Results };
}

/** Opens a page from the disk, without a network, and notes whatever it complains of or asks for. */
export async function openOffline(
  browser: Browser,
  url: URL,
  options: BrowserContextOptions,
  problems: string[],
): Promise<Page> {
  const context = await browser.newContext({ ...options, offline: true });
  const page = await context.newPage();
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const asked = request.url();
    if (asked !== url.href && !/^(data|blob):/.test(asked)) problems.push(`a request: ${asked}`);
  });
  await page.goto(url.href);
  return page;
}
