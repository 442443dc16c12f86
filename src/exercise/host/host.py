"""A process that runs one file of the user's: it loads the file, and calls its functions with what
the other end of file descriptor 3 sends.

A frame is the length of a header in JSON, four bytes; the header, whose `numbers` says how many numbers
follow; and these, float64. All are in the byte order of the machine.
"""

import array
import importlib.util
import json
import math
import os
import random
import re
import signal
import struct
import sys
import time
import traceback

try:
    import numpy
except ImportError:
    numpy = None

CHANNEL = 3
# The most bytes that are read or written at once.
PIECE = 2**20
# Seconds between two messages on the progress of an epoch.
PROGRESS = 0.1
PAIRS = {"shuffle": ("X", "y"), "gradient": ("dW", "db"), "update": ("W", "b")}
# Functions that may change their first two arguments, and then needn't return them.
IN_PLACE = ("shuffle", "update")
UNWRITTEN = re.compile(r"\bnot (?:yet )?(?:written|implemented)\b", re.IGNORECASE)


def read_bytes(length):
    parts = []
    while length > 0:
        part = os.read(CHANNEL, min(PIECE, length))
        if not part:
            os._exit(0)
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def write_bytes(data):
    view = memoryview(data)
    at = 0
    while at < len(view):
        at += os.write(CHANNEL, view[at : at + PIECE])


def read_frame():
    (length,) = struct.unpack("=I", read_bytes(4))
    header = json.loads(read_bytes(length).decode())
    numbers = array.array("d")
    numbers.frombytes(read_bytes(8 * header["numbers"]))
    return header, numbers


def write_frame(header, numbers=()):
    sys.stdout.flush()
    numbers = array.array("d", numbers)
    text = json.dumps({**header, "numbers": len(numbers)}).encode()
    write_bytes(struct.pack("=I", len(text)) + text + numbers.tobytes())


def length_of(value):
    if value["form"] == "matrix":
        return value["rows"] * value["columns"]
    return value["length"] if value["form"] in ("vector", "labels") else 1


def unpack(header, numbers):
    """Takes the values out of a frame's numbers, as arrays of NumPy where it is installed."""
    at = 0
    values = []
    for value in header["values"]:
        taken = numbers[at : at + length_of(value)]
        at += len(taken)
        values.append(unpack_one(value, taken))
    return values


def unpack_one(value, taken):
    form = value["form"]
    if form == "number":
        return taken[0]
    if form == "random":
        return random.Random(int(taken[0])).random
    if form == "labels":
        labels = [int(label) for label in taken]
        return labels if numpy is None else numpy.array(labels, dtype=numpy.int64)
    if form == "vector":
        return list(taken) if numpy is None else numpy.array(taken)
    rows, columns = value["rows"], value["columns"]
    if numpy is not None:
        return numpy.array(taken).reshape(rows, columns)
    return [list(taken[i * columns : (i + 1) * columns]) for i in range(rows)]


def numbers_of(values):
    if numpy is not None and isinstance(values, numpy.ndarray):
        return values.ravel().tolist()
    if len(values) > 0 and is_list(values[0]):
        return [number for row in values for number in row]
    return list(values)


def changed_arguments(header, numbers, values):
    """Returns the names of the arguments that aren't any more as they were sent."""
    at = 0
    changed = []
    for sent, value in zip(header["values"], values):
        expected = list(numbers[at : at + length_of(sent)])
        at += len(expected)
        if is_list(value) and numbers_of(value) != expected:
            changed.append(sent["name"])
    return changed


def is_list(value):
    if numpy is not None and isinstance(value, numpy.ndarray):
        return value.ndim > 0
    return isinstance(value, (list, tuple, array.array))


def is_number(value):
    if isinstance(value, bool):
        return False
    if numpy is not None and isinstance(value, numpy.ndarray):
        return value.ndim == 0 and value.dtype.kind in "fiu"
    return isinstance(value, (int, float)) or (
        numpy is not None and isinstance(value, (numpy.floating, numpy.integer))
    )


def odd(value, *at):
    kind = "None" if value is None else f"a value of type {type(value).__name__}"
    return {"form": "odd", "kind": kind, "at": list(at)}


def describe(value, numbers):
    """Describes a value in a form that JSON can have, and appends its numbers to `numbers`."""
    if numpy is not None and isinstance(value, numpy.ndarray) and value.ndim > 0:
        return describe_array(value, numbers)
    if is_list(value):
        return describe_list(value, numbers)
    if not is_number(value):
        return odd(value)
    numbers.append(float(value))
    return {"form": "number"}


def describe_array(value, numbers):
    if value.dtype.kind not in "fiu" or value.ndim > 2:
        shape = "×".join(str(size) for size in value.shape)
        return {"form": "odd", "kind": f"an array of {shape} of type {value.dtype}", "at": []}
    numbers.frombytes(value.astype(float).tobytes())
    if value.ndim == 1:
        return {"form": "vector", "length": value.shape[0]}
    return {"form": "matrix", "rows": value.shape[0], "columns": value.shape[1]}


def describe_list(value, numbers):
    if len(value) > 0 and is_list(value[0]):
        columns = len(value[0])
        for i, row in enumerate(value):
            if not is_list(row):
                return odd(row, i)
            if len(row) != columns:
                return {"form": "ragged", "row": i, "length": len(row), "columns": columns}
            for j, number in enumerate(row):
                if not is_number(number):
                    return odd(number, i, j)
            numbers.extend(float(number) for number in row)
        return {"form": "matrix", "rows": len(value), "columns": columns}
    for i, number in enumerate(value):
        if not is_number(number):
            return odd(number, i)
    numbers.extend(float(number) for number in value)
    return {"form": "vector", "length": len(value)}


def describe_result(value, names):
    numbers = array.array("d")
    if names is not None and isinstance(value, (tuple, list)) and len(value) == 2:
        value = dict(zip(names, value))
    if names is None or not isinstance(value, dict):
        return describe(value, numbers), numbers
    keys = {name: describe(value.get(name), numbers) for name in names}
    return {"form": "pair", "keys": keys}, numbers


class Host:
    """The user's file, and the rows of a training set."""

    def __init__(self):
        self.file = ""
        # The function that is running.
        self.running = None
        self.module = None
        self.X = self.y = None

    def load(self, header, _numbers):
        self.file = header["file"]
        sys.path.insert(0, os.path.dirname(self.file))
        spec = importlib.util.spec_from_file_location("mine", self.file)
        self.module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.module)
        functions = [name for name, value in vars(self.module).items() if callable(value)]
        return {"functions": functions}, ()

    def call(self, header, numbers):
        name = header["name"]
        values = unpack(header, numbers)
        self.running = name
        result = getattr(self.module, name)(*values)
        changed = changed_arguments(header, numbers, values)
        if result is None and changed and name in IN_PLACE:
            result = tuple(values[:2])
        value, returned = describe_result(result, PAIRS.get(name))
        return {"value": value, "changed": changed}, returned

    def keep(self, header, numbers):
        self.X, self.y = unpack(header, numbers)
        return self.standardise_kept(header["shown"]) if "shown" in header else ({}, ())

    def standardise_kept(self, shown):
        """Standardises the rows that are kept, and shows the first ones; all, if they can't be used."""
        self.running = "standardise"
        rows, columns = len(self.X), len(self.X[0])
        value, returned = describe_result(self.module.standardise(self.X, self.X), None)
        if value != {"form": "matrix", "rows": rows, "columns": columns} or not all_finite(returned):
            return {"value": value}, returned
        (self.X,) = unpack({"values": [value]}, returned)
        head = {**value, "rows": min(shown, rows)}
        return {"value": head, "shown": head["rows"]}, returned[: head["rows"] * columns]

    def rows(self, batch):
        if numpy is not None:
            return self.X[batch], self.y[batch]
        return [self.X[i] for i in batch], [self.y[i] for i in batch]

    def epoch(self, header, numbers):
        """Makes the steps of an epoch, and says now and then how many are done."""
        W, b, etas, sizes, order = unpack(header, numbers)
        shape = (len(W), len(W[0]))
        said = time.monotonic()
        first = 0
        for step in range(header["steps"]):
            X, y = self.rows(order[first : first + int(sizes[step])])
            first += int(sizes[step])
            eta = float(etas[step])
            pair = (W, b)
            for name, make in (
                ("gradient", lambda W, b: self.module.gradient(X, y, W, b, header["lambda"])),
                ("update", lambda dW, db: in_place(self.module.update(W, b, dW, db, eta), W, b)),
            ):
                self.running = name
                value, returned = describe_result(make(*pair), PAIRS[name])
                pair = usable(value, returned, *shape)
                if pair is None:
                    return {"unusable": {"name": name, "step": step}, "value": value}, returned
            W, b = pair
            if time.monotonic() - said >= PROGRESS:
                said = time.monotonic()
                write_frame({"done": step + 1})
        value, returned = describe_result((W, b), PAIRS["update"])
        return {"value": value}, returned


def in_place(result, W, b):
    return (W, b) if result is None else result


def usable(value, numbers, rows, columns):
    """Returns a matrix and a vector out of what a function returned; None if it isn't that."""
    if value["form"] != "pair":
        return None
    matrix, vector = value["keys"].values()
    expected = {"form": "matrix", "rows": rows, "columns": columns}
    if matrix != expected or vector != {"form": "vector", "length": rows}:
        return None
    if not all_finite(numbers):
        return None
    return unpack({"values": [matrix, vector]}, numbers)


def all_finite(numbers):
    if numpy is not None:
        return bool(numpy.isfinite(numpy.frombuffer(numbers)).all())
    return all(map(math.isfinite, numbers))


def failure_of(error, file):
    """Describes an exception, for the other process."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    line = lines[-1] if lines else None
    if isinstance(error, SyntaxError) and error.filename == file:
        line = error.lineno
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    unwritten = isinstance(error, NotImplementedError) or UNWRITTEN.search(message)
    return {
        "kind": "unwritten" if unwritten else "threw",
        "name": type(error).__name__,
        "message": message,
        "line": line,
    }


def main():
    # Ctrl-C reaches all processes of a terminal; this one ends with the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The file's functions are loaded as they are, without leaving a compiled copy beside it.
    sys.dont_write_bytecode = True
    host = Host()
    write_frame({"ready": True})
    while True:
        header, numbers = read_frame()
        try:
            answer, returned = getattr(host, header["task"])(header, numbers)
            write_frame({"ok": True, **answer}, returned)
        except Exception as error:
            failure = {**failure_of(error, host.file), "function": host.running}
            write_frame({"ok": False, "failure": failure})


main()
