"""PyTorch's part in `npm run bench:patches`: the same features, by two convolutions and pooling.

Asked to encode with so many pictures at a time, it answers with the seconds of all pictures and the
sum of their features.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
from serving import serve
from torch.nn.functional import avg_pool2d, conv2d

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
folder = Path(sys.argv[1])
options = json.loads((folder / "options.json").read_text())
side, channels, components = options["side"], options["channels"], options["components"]
atoms, threshold = options["atoms"], options["threshold"]


def load(name):
    return torch.from_numpy(np.load(folder / f"{name}.npy"))


pictures = load("pictures").reshape(-1, channels, options["height"], options["width"])
whitening = load("whitening").reshape(components, channels, side, side)
offset = load("offset")
dictionary = load("dictionary").reshape(2 * atoms, components, 1, 1)
# Positions are counted in cells of 3×3, and those in regions.
regions = [tuple(pair) for pair in options["regions"]]


def pool(similar):
    """Sums over regions: pictures × rows × columns × atoms."""
    cells = avg_pool2d(similar, 3, divisor_override=1)
    rows = torch.stack([cells[:, :, a:b].sum(2) for a, b in regions], 2)
    return torch.stack([rows[:, :, :, a:b].sum(3) for a, b in regions], 3)


@torch.inference_mode()
def encode(x):
    vectors = conv2d(x.float(), whitening, offset)
    vectors /= vectors.norm(dim=1, keepdim=True)
    similarity = conv2d(vectors, dictionary)
    features = []
    for sign in (1, -1):
        sums = pool(((sign * similarity) > threshold).float())
        own, mirrors = sums[:, :atoms], sums[:, atoms:]
        features.append(own + mirrors.flip(3))
    return torch.stack(features, 1)


def encode_all(batch):
    start = time.perf_counter()
    total = sum(encode(part).double().sum().item() for part in pictures.split(batch))
    return {"seconds": time.perf_counter() - start, "sum": total}


serve({"encode": encode_all})
