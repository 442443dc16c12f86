"""The data of the race to the optimum, as benchmarks/optimum/data.ts makes them."""

from pathlib import Path

import numpy as np
from cifar10 import load as load_cifar10

# Of neighbouring synthetic features.
CORRELATION = 0.9
# Over the square root of d, the deviation of the classes' means: the distance of two, in units of the
# noise, is then the same for all d.
SPREAD = 0.6


def load(kind, **source):
    """X (n x d, in float64) and y."""
    return {"cifar10": cifar10, "mnist": mnist, "synthetic": synthetic}[kind](**source)


def load_standardised(**data):
    X, y = load(**data)
    X -= X.mean(axis=0)
    deviation = X.std(axis=0)
    X /= np.where(deviation == 0, 1, deviation)
    return X, y


def cifar10(folder, files):
    sets = [load_cifar10(Path(folder) / f"{name}.bin") for name in files]
    return np.concatenate([X for X, _ in sets]) / 255, np.concatenate([y for _, y in sets])


def mnist(folder):
    X = np.fromfile(Path(folder) / "train-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 28 * 28)
    y = np.fromfile(Path(folder) / "train-labels-idx1-ubyte", np.uint8)[8:]
    return X / 255, y.astype(np.intp)


def synthetic(samples, features, classes, seed):
    """Gaussian classes that overlap: x = mean of the class + noise, each feature like the one before."""
    rng = np.random.default_rng(seed)
    means = SPREAD / np.sqrt(features) * rng.standard_normal((classes, features))
    X = rng.standard_normal((samples, features))
    fresh = np.sqrt(1 - CORRELATION * CORRELATION)
    for j in range(1, features):
        X[:, j] = CORRELATION * X[:, j - 1] + fresh * X[:, j]
    y = np.arange(samples) % classes
    X += means[y]
    return X, y
