#!/usr/bin/env node
import { runCommand } from '../src/cli/run-command';
import { trainCommand } from '../src/cli/train/train-command';

void runCommand((signal) => trainCommand(process.argv, signal));
