#!/usr/bin/env node
import { fetchDataCommand } from '../src/cli/fetch-data/fetch-data-command';
import { runCommand } from '../src/cli/run-command';

void runCommand((signal) => fetchDataCommand(process.argv, signal));
