"""Answers requests, each a line of JSON on standard input, with a line of JSON each."""

import json
import os
import signal
import sys
import time


def serve(handlers):
    """handlers: what can be asked, by name; each gets the request's parameters."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Libraries may print: standard output is for answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        parameters = json.loads(line)
        try:
            reply = {"answer": handlers[parameters.pop("request")](**parameters)}
        except Exception as error:  # whatever it is, the parent says it
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=answers, flush=True)


def repeat_epochs(classifier, milliseconds):
    """Epochs until the round is long enough, at least one: seconds of training and of evaluation."""
    seconds = {"training": [], "evaluation": []}
    start = time.perf_counter()
    while True:
        begin = time.perf_counter()
        classifier.train_epoch()
        trained = time.perf_counter()
        classifier.evaluate_both()
        evaluated = time.perf_counter()
        seconds["training"].append(trained - begin)
        seconds["evaluation"].append(evaluated - trained)
        if 1000 * (evaluated - start) >= milliseconds:
            return seconds


def serve_classifier(make):
    """Serves a classifier that `make` makes of a folder with CIFAR-10 and a dtype."""
    made = {}

    def prepare(folder, dtype):
        made["it"] = make(folder, dtype)

    def check(epochs):
        checked = []
        for _ in range(epochs):
            made["it"].train_epoch()
            checked.append(made["it"].evaluate_both())
        return checked

    def round_(milliseconds):
        return repeat_epochs(made["it"], milliseconds)

    serve({"prepare": prepare, "check": check, "round": round_})
