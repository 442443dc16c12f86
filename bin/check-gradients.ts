#!/usr/bin/env node
import { checkGradientsCommand } from '../src/cli/check-gradients/check-gradients-command';
import { runCommand } from '../src/cli/run-command';

void runCommand((signal) => checkGradientsCommand(process.argv, signal));
