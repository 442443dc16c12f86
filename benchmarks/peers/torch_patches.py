"""PyTorch's part in `npm run bench:patches`: the same features, by two convolutions and pooling.

Asked to encode with so many pictures at a time, compiled or not, it answers with the seconds of all
pictures and the sum of their features.

What counts is PyTorch at its best: memory with channels last takes a tenth off, folding the mirrors
before regions are summed, without a copy of the negatives, a quarter, and `torch.compile` two thirds of the
rest, since it fuses all that is no product. Its `max_autotune` and `freezing` change nothing.
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


def last(tensor):
    return tensor.contiguous(memory_format=torch.channels_last)


pictures = last(load("pictures").reshape(-1, channels, options["height"], options["width"]))
whitening = last(load("whitening").reshape(components, channels, side, side))
offset = load("offset")
dictionary = last(load("dictionary").reshape(2 * atoms, components, 1, 1))
# Positions are counted in cells of 3×3, and those in regions.
regions = [tuple(pair) for pair in options["regions"]]


def pool(alike):
    """Sums over regions, of atoms and their mirrors: pictures × atoms × rows × columns."""
    cells = avg_pool2d(alike.float(), 3, divisor_override=1)
    cells = cells[:, :atoms] + cells[:, atoms:].flip(3)
    rows = torch.stack([cells[:, :, a:b].sum(2) for a, b in regions], 2)
    return torch.stack([rows[:, :, :, a:b].sum(3) for a, b in regions], 3)


def encode(x):
    vectors = conv2d(x.float(), whitening, offset)
    vectors = vectors / vectors.norm(dim=1, keepdim=True)
    similarity = conv2d(vectors, dictionary)
    return torch.stack([pool(similarity > threshold), pool(similarity < -threshold)], 1)


def compiler():
    """What compiles functions; None where PyTorch is too old, or finds no C++ compiler."""
    try:
        torch.compile(torch.square)(torch.ones(2))
        return torch.compile
    except Exception as error:
        print(f"torch.compile: {type(error).__name__}", file=sys.stderr)
        return None


compile_ = compiler()
# A function for each number of pictures at a time: for any number, it would be slower.
ways = {False: encode, True: compile_ and compile_(encode, dynamic=False)}


def describe():
    parts = {"MKL": torch.backends.mkl, "oneDNN": torch.backends.mkldnn}
    has = [f"{'with' if part.is_available() else 'without'} {name}" for name, part in parts.items()]
    return {"words": f"PyTorch {torch.__version__} {', '.join(has)}", "compiles": bool(compile_)}


@torch.inference_mode()
def encode_all(batch, compiled):
    way = ways[compiled]
    start = time.perf_counter()
    total = sum(way(part).double().sum().item() for part in pictures.split(batch))
    return {"seconds": time.perf_counter() - start, "sum": total}


serve({"describe": describe, "encode": encode_all})
