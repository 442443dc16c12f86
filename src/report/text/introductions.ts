/** What sections begin with, and what their figures show, on the page and in documents. */

export const EFFECTS_INTRO =
  'Runs that have all settings in common but one, along this one. The gap is training accuracy ' +
  '− validation accuracy. Test accuracies whose broad bars don’t overlap differ by more than chance.';

export const WEIGHTS_INTRO =
  'Each class’s weights as a picture: where it is bright in a colour, brightness in that colour ' +
  'speaks for the class; where it is dark, against it.';

export const FEATURES_INTRO =
  'How much one standard deviation more of a feature adds to the score of a class. Features that ' +
  'say much the same share their weight.';

export const PATCHES_INTRO =
  'The dictionary that patches of the pictures are compared with. Of each class, the patches that ' +
  'speak most for it and most against it, by their weights, added up over the regions of a ' +
  'picture; the negative of a patch is shown in inverted colours.';

export const EXAMPLES_INTRO =
  'Of each class, the test images that were recognised with the highest probability, and those ' +
  'that were taken for another class with the highest probability.';

/** What each figure of an effect shows, by the end of its name. */
const EFFECT_CAPTIONS: readonly (readonly [ending: RegExp, caption: string])[] = [
  [/-accuracy(-\d+)?$/, 'Accuracy'],
  [/-gap(-\d+)?$/, 'Generalisation gap'],
  [/-weight-norm(-\d+)?$/, 'Size of the weights, ‖W‖'],
];

/** The caption of an effect's figure. */
export function effectCaption(name: string): string {
  return EFFECT_CAPTIONS.find(([ending]) => ending.test(name))?.[1] ?? name;
}
