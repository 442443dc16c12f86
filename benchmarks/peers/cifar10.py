"""CIFAR-10 as NumPy's users have it: standardised floats in memory."""

from pathlib import Path

import numpy as np

FEATURES = 3 * 32 * 32


def load(file):
    """Pixels as bytes (n x d) and labels (n)."""
    records = np.fromfile(file, np.uint8).reshape(-1, 1 + FEATURES)
    return records[:, 1:], records[:, 0].astype(np.intp)


def load_standardised(folder, names, dtype):
    """Sets (X, y), standardised by the mean and the standard deviation of the first one."""
    sets = [load(Path(folder) / f"{name}.bin") for name in names]
    scaled = [(pixels / dtype(255), labels) for pixels, labels in sets]
    first = scaled[0][0]
    mean = first.mean(axis=0, dtype=np.float64).astype(dtype)
    deviation = first.std(axis=0, dtype=np.float64).astype(dtype)
    for x, _ in scaled:
        x -= mean
        x /= deviation
    return scaled
