#!/usr/bin/env node
import { doctorCommand } from '../src/cli/doctor/doctor-command';
import { runCommand } from '../src/cli/run-command';

void runCommand((signal) => doctorCommand(process.argv, signal));
