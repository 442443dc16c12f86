import { argumentFault } from '../errors';

/** Methods of other libraries' classifiers, and what to call here. */
const METHODS: Readonly<Record<string, string>> = {
  predictProba: 'probabilities(rows)',
  predict_proba: 'probabilities(rows)',
  decisionFunction: 'scores(rows)',
  decision_function: 'scores(rows)',
  score: 'evaluate(set), whose result has the accuracy',
  train: 'fit(training)',
};

/** Makes methods of other libraries, which would be undefined, throw a TypeError with the one here. */
export function explainForeignMethods(prototype: object): void {
  for (const [name, instead] of Object.entries(METHODS)) {
    const explain = (): never => {
      const message = `classifier.${name}: expected a method of a classifier, which is ${instead}`;
      throw argumentFault(TypeError, message);
    };
    Object.defineProperty(prototype, name, { value: explain, configurable: true });
  }
}
