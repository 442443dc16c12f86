import type { Subcommand } from './loaded-command';

/** The subcommands, in the order in which a user needs them. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'fit',
    summary: 'make a classifier of any labelled data, with a report',
    load: () => (require('../fit/fit-command') as typeof import('../fit/fit-command')).command,
  },
  {
    name: 'fetch-data',
    summary: 'fetch CIFAR-10 in advance',
    load: () =>
      (
        require('../fetch-data/fetch-data-command') as typeof import('../fetch-data/fetch-data-command')
      ).command,
  },
  {
    name: 'train',
    summary: 'train classifiers on CIFAR-10, and write a report on them',
    load: () =>
      (require('../train/train-command') as typeof import('../train/train-command')).command,
  },
  {
    name: 'sweep',
    summary: 'search for the best settings on CIFAR-10',
    load: () =>
      (require('../sweep/sweep-command') as typeof import('../sweep/sweep-command')).command,
  },
  {
    name: 'path',
    summary: 'find the best weight decay on CIFAR-10, along certified optima',
    load: () => (require('../path/path-command') as typeof import('../path/path-command')).command,
  },
  {
    name: 'report',
    summary: 'make the report of finished trainings again, or compare several',
    load: () =>
      (require('../report/report-command') as typeof import('../report/report-command')).command,
  },
  {
    name: 'verify',
    summary: 'tell whether results files are right: to mark what is handed in',
    load: () =>
      (require('../verify/verify-command') as typeof import('../verify/verify-command')).command,
  },
  {
    name: 'watch',
    summary: 'show trainings on a page in the browser, while they run or after',
    load: () =>
      (require('../watch/watch-command') as typeof import('../watch/watch-command')).command,
  },
  {
    name: 'predict',
    summary: 'classify images, or rows of a CSV or NumPy file',
    load: () =>
      (require('../predict/predict-command') as typeof import('../predict/predict-command'))
        .command,
  },
  {
    name: 'evaluate',
    summary: 'tell how good a classifier is on labelled data',
    load: () =>
      (require('../evaluate/evaluate-command') as typeof import('../evaluate/evaluate-command'))
        .command,
  },
  {
    name: 'inspect',
    summary: "show what is in a classifier's file",
    load: () =>
      (require('../inspect/inspect-command') as typeof import('../inspect/inspect-command'))
        .command,
  },
  {
    name: 'export',
    summary: 'write a classifier as ONNX, JSON, CSV or safetensors; calibrate it',
    load: () =>
      (require('../export/export-command') as typeof import('../export/export-command')).command,
  },
  {
    name: 'serve',
    summary: 'answer predictions over HTTP',
    load: () =>
      (require('../serve/serve-command') as typeof import('../serve/serve-command')).command,
  },
  {
    name: 'cache',
    summary: 'show or clear what is parsed and downloaded',
    load: () =>
      (require('../cache/cache-command') as typeof import('../cache/cache-command')).command,
  },
  {
    name: 'exercise',
    summary: 'write a file for a classifier of your own, with hints',
    load: () =>
      (require('../exercise/exercise-command') as typeof import('../exercise/exercise-command'))
        .command,
  },
  {
    name: 'check-gradients',
    summary: 'check the gradients against numerical ones',
    load: () =>
      (
        require('../check-gradients/check-gradients-command') as typeof import('../check-gradients/check-gradients-command')
      ).command,
  },
  {
    name: 'doctor',
    summary: 'look for mistakes in data, code and settings',
    load: () =>
      (require('../doctor/doctor-command') as typeof import('../doctor/doctor-command')).command,
  },
  {
    name: 'build-native',
    summary: 'build the addon that computes with OpenBLAS',
    load: () =>
      (require('./build-native-command') as typeof import('./build-native-command')).command,
  },
  {
    name: 'completion',
    summary: 'print a script that completes command lines in bash, zsh or fish',
    load: () =>
      (
        require('../completion/completion-command') as typeof import('../completion/completion-command')
      ).completionOf(SUBCOMMANDS),
  },
];
