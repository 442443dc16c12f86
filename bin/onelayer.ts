#!/usr/bin/env node
import { onelayerCommand } from '../src/cli/onelayer/onelayer-command';
import { runCommand } from '../src/cli/run-command';

void runCommand((signal) => onelayerCommand(process.argv, signal));
