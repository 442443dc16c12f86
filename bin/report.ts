#!/usr/bin/env node
import { reportCommand } from '../src/cli/report/report-command';
import { runCommand } from '../src/cli/run-command';

void runCommand((signal) => reportCommand(process.argv, signal));
