export { calibration, type Calibration } from './calibration';
export { classMetrics, confusionMatrix, type ClassMetrics } from './confusion-matrix';
export { classExamples, type ClassExamples, type Example } from './examples';
export { fittingTemperature } from './temperature';
export { isRight, RecordedPredictions, type Prediction } from './predictions';
export { trueClassHistogram, type TrueClassBin } from './true-class-histogram';
