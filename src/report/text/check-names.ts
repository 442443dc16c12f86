/** What each check looks at, in words, by its lasting name. */
const NAMES: Readonly<Record<string, string>> = {
  'label-balance': 'Balance of the classes',
  'constant-features': 'Features that never change',
  'standardising-vectors': 'Mean and deviation',
  'standardised-training': 'Standardised training data',
  'standardised-validation': 'Standardised validation data',
  'loss-definition': 'Loss as defined',
  'initial-loss': 'Loss before training',
  'large-scores': 'Loss of large scores',
  'gradient-definition': 'Gradient as defined',
  'penalty-cost': 'Penalty in the cost',
  'penalty-gradient': 'Penalty in the gradient',
  'update-step': 'Update of the weights',
  'update-epoch': 'A whole epoch of updates',
  curves: 'Curves of the first epochs',
  'gradient-check': 'Gradient check',
  'label-signal': 'What the labels tell',
  'overfit-few': 'A few samples learnt by heart',
  'float32-gradient': 'Gradients in float32',
  'learning-rate': 'Learning rate and curvature',
  'first-steps': 'Cost in the first steps',
  'first-update-ratio': 'Size of the first steps',
  finite: 'Finite losses and costs',
  divergence: 'Loss against guessing',
  oscillation: 'Oscillation of the cost',
  'update-ratio': 'Size of the steps',
  'dead-outputs': 'Classes never predicted',
  'saturated-outputs': 'Saturated probabilities',
  overfitting: 'Overfitting',
  'validation-chance': 'Validation against chance',
  'code-standardise': 'The function standardise',
  'code-shuffle': 'The function shuffle',
  'code-scores': 'The function scores',
  'code-softmax': 'The function softmax',
  'code-cost': 'The function cost',
  'code-gradient': 'The function gradient',
  'code-update': 'The function update',
};

/** A check in words; an unknown one by its name. */
export function checkName(check: string): string {
  return NAMES[check] ?? check;
}
