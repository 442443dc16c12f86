import type { FunctionName } from '../functions';

/** Hints on each function, from the vaguest to the most specific one: none is the solution. */
export const HINTS: Readonly<Record<FunctionName, readonly string[]>> = {
  standardise: [
    'The mean and the deviation have a number for each feature. Over what do you have to sum?',
    'Two passes: one over the rows of `training` for the means, another one for the deviations, which need the means. `other` has no part in either.',
    'The standard deviation is the root of the mean squared distance from the mean. Dividing by the variance is a usual slip.',
    'A feature that is the same in all rows has a deviation of 0: only centre it, lest you divide by 0.',
  ],
  shuffle: [
    'What has to stay together when rows change places?',
    'Draw one order, a list of the row numbers 0 to n-1, and use it for X and for y.',
    'For an order in which all are equally likely, look up the shuffle of Fisher and Yates: go from the last place to the first, and swap each with one that is drawn among those not yet settled, itself included.',
    'A whole number from 0 to i, all equally likely, is the integer part of (i+1) times random().',
  ],
  scores: [
    'A sample has K scores: one for each row of W. How many numbers do a row of W and a row of X have?',
    'Each score is a dot product of two rows of length d, and one number more.',
    'Three loops: over samples, over classes, and over features, whose products are summed. With matrices, it is X times W transposed, and b is added to each row.',
  ],
  softmax: [
    'The probabilities of one sample add up to 1. Over what, then, does the sum in the denominator run?',
    'exp(1000) is more than a number can hold. What happens to the fraction if you subtract the same number from all scores of a sample?',
    "Subtract from each sample's scores the largest of them: its own, not the largest of all samples. Then no exponent is above 0.",
    'For each row: the maximum, then the exponentials of the differences, then their sum, then the quotients. Write them into new rows, since S may be needed again.',
  ],
  cost: [
    'You have written two functions that give you the probabilities. Which of the K probabilities of a sample does its loss need?',
    'A probability of 1 for the right label costs nothing; a small one costs a lot. Check the sign of your logarithm.',
    'The mean is over the samples of the call: divide the sum by n, once. The penalty is added once, after that, not for each sample.',
    'The penalty is lambda times the sum of all squared weights: no root, no half, no bias.',
  ],
  gradient: [
    'Go step by step, by the chain rule: first the derivative of the loss of one sample by its scores s_k, then the derivatives of the scores by W and b.',
    "The derivative of -log p_y by the score s_k is simple: it has p_k, and something that only the sample's own label y has. Differentiate for k = y and for k other than y.",
    'Call that derivative g_ik. A weight w_kj acts on the cost through the score s_ik of each sample, where it is multiplied by x_ij. The bias b_k acts in the same way, multiplied by 1.',
    'dw_kj is the mean over the samples of a product of two numbers, plus the derivative of lambda w_kj^2 by w_kj. db_k is a mean, without a penalty. Mind the power rule, and divide by n only once.',
  ],
  update: [
    'The gradient points to where the cost rises. Where do you want to go?',
    'The length of the step is eta times the gradient. W and b both take it.',
    'Each of the K times d weights and of the K biases moves by its own derivative, times eta, and against its sign.',
  ],
};
