"""A softmax classifier in NumPy, as its users write it when they mind the time."""

import numpy as np


class SoftmaxClassifier:
    """Mini-batch gradient descent; the protocol of test/fixtures/numpy/train_reference.py."""

    def __init__(self, classes, features, dtype, penalty, eta, batch_size, seed=42):
        self.rng = np.random.default_rng(seed)
        self.W = (0.01 * self.rng.standard_normal((classes, features))).astype(dtype)
        self.b = np.zeros(classes, dtype)
        self.penalty, self.eta, self.batch_size = penalty, eta, batch_size

    def probabilities(self, x):
        p = x @ self.W.T
        p += self.b
        p -= p.max(axis=1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=1, keepdims=True)
        return p

    def step(self, x, y):
        g = self.probabilities(x)
        g[np.arange(len(y)), y] -= 1
        g *= self.eta / len(y)
        if self.penalty:
            self.W *= 1 - 2 * self.eta * self.penalty
        self.W -= g.T @ x
        self.b -= g.sum(axis=0)

    def train_epoch(self, x, y):
        order = self.rng.permutation(len(y))
        for start in range(0, len(y), self.batch_size):
            batch = order[start : start + self.batch_size]
            self.step(x[batch], y[batch])

    def evaluate(self, x, y):
        s = x @ self.W.T
        s += self.b
        predicted = s.argmax(axis=1)
        s -= s.max(axis=1, keepdims=True)
        of_label = s[np.arange(len(y)), y]
        np.exp(s, out=s)
        loss = float((np.log(s.sum(axis=1)) - of_label).mean(dtype=np.float64))
        cost = loss
        if self.penalty:
            cost += self.penalty * float(np.square(self.W, dtype=np.float64).sum())
        return {"loss": loss, "cost": cost, "accuracy": float((predicted == y).mean())}
