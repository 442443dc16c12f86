/* eslint-disable @typescript-eslint/no-require-imports -- each command's modules are loaded when it is called, which import() can't do with sources that are compiled on the way */
import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** What runs a command, and what it understands. */
export interface LoadedCommand {
  readonly run: (argv: readonly string[], signal: AbortSignal) => Promise<void>;
  readonly program: () => CommandUnknownOpts;
}

/** A command of `onelayer`. */
export interface Subcommand {
  readonly name: string;
  readonly summary: string;
  /** Loads its modules: nobody waits for those of another one. */
  readonly load: () => LoadedCommand;
}

/** The commands, in the order in which they are needed. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'fetch-data',
    summary: 'fetch CIFAR-10 beforehand',
    load: () => {
      const command = require('../fetch-data-command') as typeof import('../fetch-data-command');
      return { run: command.fetchDataCommand, program: command.fetchDataProgram };
    },
  },
  {
    name: 'train',
    summary: 'train classifiers on CIFAR-10, and write a report on them',
    load: () => {
      const command = require('../train-command') as typeof import('../train-command');
      const options = require('../train-options') as typeof import('../train-options');
      return { run: command.trainCommand, program: options.trainProgram };
    },
  },
  {
    name: 'report',
    summary: 'make the report of finished trainings again, or compare several',
    load: () => {
      const command = require('../report-command') as typeof import('../report-command');
      return { run: command.reportCommand, program: command.reportProgram };
    },
  },
  {
    name: 'predict',
    summary: 'classify images, or rows of a CSV or NumPy file',
    load: () => {
      const command =
        require('../predict/predict-command') as typeof import('../predict/predict-command');
      return { run: command.predictCommand, program: command.predictProgram };
    },
  },
  {
    name: 'evaluate',
    summary: 'tell how good a classifier is on labelled data',
    load: () => {
      const command =
        require('../evaluate/evaluate-command') as typeof import('../evaluate/evaluate-command');
      return { run: command.evaluateCommand, program: command.evaluateProgram };
    },
  },
  {
    name: 'inspect',
    summary: "show what is in a classifier's file",
    load: () => {
      const command =
        require('../inspect/inspect-command') as typeof import('../inspect/inspect-command');
      return { run: command.inspectCommand, program: command.inspectProgram };
    },
  },
  {
    name: 'export',
    summary: 'write a classifier as ONNX, JSON, CSV or safetensors; calibrate it',
    load: () => {
      const command =
        require('../export/export-command') as typeof import('../export/export-command');
      return { run: command.exportCommand, program: command.exportProgram };
    },
  },
  {
    name: 'check-gradients',
    summary: 'check the gradients against numerical ones',
    load: () => {
      const command =
        require('../check-gradients-command') as typeof import('../check-gradients-command');
      const options =
        require('../check-gradients-options') as typeof import('../check-gradients-options');
      return { run: command.checkGradientsCommand, program: options.checkGradientsProgram };
    },
  },
  {
    name: 'doctor',
    summary: 'look for mistakes in data, code and settings',
    load: () => {
      const command = require('../doctor-command') as typeof import('../doctor-command');
      const options = require('../doctor-options') as typeof import('../doctor-options');
      return { run: command.doctorCommand, program: options.doctorProgram };
    },
  },
  {
    name: 'build-native',
    summary: 'build the addon that computes with OpenBLAS',
    load: () => {
      const command = require('./build-native-command') as typeof import('./build-native-command');
      return { run: command.buildNativeCommand, program: command.buildNativeProgram };
    },
  },
  {
    name: 'completion',
    summary: 'print a script that completes command lines in bash, zsh or fish',
    load: () => {
      const command =
        require('../completion/completion-command') as typeof import('../completion/completion-command');
      return { run: command.completionCommand, program: command.completionProgram };
    },
  },
];
