"""The samples of benchmarks/growth/synthetic.ts: bytes that look random, the same for the same shape."""

import numpy as np

BLOCK = 16_777_213
FIRST_LABEL = 0x40000000


def mix(indices):
    """32 bits that look random for each index."""
    h = indices.astype(np.uint32)
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h *= np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    return h


def block(length):
    return (mix(np.arange(min(BLOCK, length))) >> np.uint32(24)).astype(np.uint8)


def labels(samples, classes):
    return (mix(FIRST_LABEL + np.arange(samples)) % np.uint32(classes)).astype(np.intp)


def pixels(samples, features):
    """As they are: bytes."""
    count = samples * features
    return np.resize(block(count), count).reshape(samples, features)


def standardised(samples, features, dtype):
    """Exactly standardised, for a check."""
    count = samples * features
    pixels = np.resize(block(count), count).reshape(samples, features) / 255.0
    deviation = pixels.std(axis=0)
    deviation[deviation == 0] = 1
    return ((pixels - pixels.mean(axis=0)) / deviation).astype(dtype)


def about_standardised(samples, features, dtype):
    """By the mean and the deviation of all bytes: the time it takes to train is the same."""
    x = np.empty(samples * features, dtype)
    scaled = (block(len(x)) - dtype(127.5)) / dtype(73.9)
    for start in range(0, len(x), len(scaled)):
        part = x[start : start + len(scaled)]
        part[:] = scaled[: len(part)]
    return x.reshape(samples, features)
