"""NumPy's part in the growth of cost: steps on mini-batches of one shape after another."""

import time

import numpy as np
import synthetic
from numpy_softmax import SoftmaxClassifier
from serving import serve

ETA = 0.001
WARM_UP = 30  # milliseconds


def classifier_of(shape, dtype):
    return SoftmaxClassifier(shape["classes"], shape["features"], dtype, 0, ETA, shape["batchSize"])


class PartialEpochs:
    """Mini-batches of shuffled epochs, as many as there is time for."""

    def __init__(self, shape, dtype, most_bytes):
        self.n, self.batch_size = shape["samples"], shape["batchSize"]
        row = shape["features"] * np.dtype(dtype).itemsize
        # More samples than there is room for are the same rows again.
        self.rows = int(min(self.n, max(self.batch_size, most_bytes // row)))
        self.x = synthetic.about_standardised(self.rows, shape["features"], dtype)
        self.y = synthetic.labels(self.rows, shape["classes"])
        self.classifier = classifier_of(shape, dtype)
        self.round(WARM_UP)

    def permute(self):
        start = time.perf_counter()
        self.order = self.classifier.rng.permutation(self.n)
        self.next = 0
        return time.perf_counter() - start

    def step(self):
        batch = self.order[self.next : self.next + self.batch_size]
        self.next += self.batch_size
        if self.rows < self.n:
            batch %= self.rows
        self.classifier.step(self.x[batch], self.y[batch])
        return len(batch)

    def round(self, milliseconds):
        permuting = self.permute()
        samples, elsewhere, stepping = 0, 0, 0
        start = time.perf_counter()
        while 1000 * stepping < milliseconds:
            if self.next >= self.n:
                elsewhere += self.permute()
            samples += self.step()
            stepping = time.perf_counter() - start - elsewhere
        return {"seconds": [stepping / samples + permuting / self.n]}


state = {}


def prepare(shape, dtype, mostBytes):
    state.clear()
    state["epochs"] = PartialEpochs(shape, np.dtype(dtype).type, mostBytes)
    return {"rows": state["epochs"].rows}


def check(shape, dtype):
    dtype = np.dtype(dtype).type
    n = shape["batchSize"]
    x = synthetic.standardised(n, shape["features"], dtype)
    y = synthetic.labels(n, shape["classes"])
    classifier = classifier_of(shape, dtype)
    classifier.step(x, y)
    return classifier.evaluate(x, y)["cost"]


serve({"prepare": prepare, "check": check, "round": lambda milliseconds: state["epochs"].round(milliseconds)})
