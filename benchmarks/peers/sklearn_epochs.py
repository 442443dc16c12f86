"""scikit-learn's part in the rounds: epochs of configuration 2.

It has no softmax regression by plain mini-batch gradient descent. A multi-layer perceptron without a
hidden layer is that model; its `partial_fit` is one epoch, shuffled.
"""

import numpy as np
from cifar10 import load_standardised
from serving import serve_classifier
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

CLASSES = np.arange(10)


class Epochs:
    def __init__(self, folder, dtype):
        self.training, self.validation = load_standardised(
            folder, ("data_batch_1", "data_batch_2"), np.dtype(dtype).type
        )
        self.classifier = MLPClassifier(
            hidden_layer_sizes=(),
            solver="sgd",
            momentum=0,
            nesterovs_momentum=False,
            batch_size=100,
            learning_rate_init=0.001,
            alpha=0,
            shuffle=True,
            random_state=42,
        )
        self.start_like_ours()

    def start_like_ours(self):
        """Its own initial weights are larger: the loss after an epoch would say nothing."""
        x, _ = self.training
        self.classifier.partial_fit(x[:10], CLASSES, classes=CLASSES)
        normal = np.random.default_rng(42).standard_normal((10, x.shape[1]))
        self.classifier.coefs_[0][:] = 0.01 * normal.T
        self.classifier.intercepts_[0][:] = 0

    def train_epoch(self):
        self.classifier.partial_fit(*self.training, classes=CLASSES)

    def evaluate(self, x, y):
        p = self.classifier.predict_proba(x)
        loss = float(log_loss(y, p, labels=CLASSES))
        return {"loss": loss, "cost": loss, "accuracy": float((p.argmax(axis=1) == y).mean())}

    def evaluate_both(self):
        return {"train": self.evaluate(*self.training), "validation": self.evaluate(*self.validation)}


serve_classifier(Epochs)
