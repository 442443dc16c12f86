"""The whole job in NumPy: the four configurations with their curves, then the test accuracies.

    python3 benchmarks/peers/numpy_whole.py FOLDER EPOCHS
"""

import json
import resource
import sys

import numpy as np
from cifar10 import load_standardised
from numpy_softmax import SoftmaxClassifier

CONFIGURATIONS = {1: (0, 0.1), 2: (0, 0.001), 3: (0.1, 0.001), 4: (1, 0.001)}  # lambda, eta


def train(sets, penalty, eta, epochs):
    training, validation, test = sets
    classifier = SoftmaxClassifier(10, training[0].shape[1], np.float32, penalty, eta, 100)
    history = []
    for _ in range(epochs):
        classifier.train_epoch(*training)
        history.append(
            {"train": classifier.evaluate(*training), "validation": classifier.evaluate(*validation)}
        )
    return {"history": history, "test": classifier.evaluate(*test)}


def main(folder, epochs):
    sets = load_standardised(folder, ("data_batch_1", "data_batch_2", "test_batch"), np.float32)
    runs = {
        number: train(sets, penalty, eta, int(epochs))
        for number, (penalty, eta) in CONFIGURATIONS.items()
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"runs": runs, "peakMemory": peak * (1 if sys.platform == "darwin" else 1024)}))


main(*sys.argv[1:])
