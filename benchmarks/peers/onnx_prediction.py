"""ONNX Runtime's part in prediction: the probabilities of rows, one by one and in batches."""

import time

import onnxruntime
import synthetic
from serving import serve

WARM_UP = 30  # milliseconds

state = {}


def timed(x, milliseconds):
    session = state["session"]
    calls = 0
    start = time.perf_counter()
    while True:
        session.run(["probabilities"], {"features": x})
        calls += 1
        seconds = time.perf_counter() - start
        if 1000 * seconds >= milliseconds:
            return seconds / calls


def prepare(file, by, shape, batches):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = by["threads"]
    options.inter_op_num_threads = 1
    state["session"] = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    x = synthetic.pixels(max(batches), shape["features"])
    state["batches"] = {size: x[:size] for size in batches}
    for x in state["batches"].values():
        timed(x, WARM_UP)


def check():
    answers = []
    for x in state["batches"].values():
        answers += state["session"].run(["probabilities"], {"features": x})[0].ravel().tolist()
    return answers


def round_(milliseconds):
    return {size: [timed(x, milliseconds)] for size, x in state["batches"].items()}


serve({"prepare": prepare, "check": check, "round": round_})
