"""A process that runs one file of the user's: it loads the file, and calls its functions with what
the other end of file descriptor 3 sends.

A frame is the length of a header in JSON, four bytes; the header, whose `numbers` says how many numbers
follow; and these, float64. All are in the byte order of the machine.
"""

import array
import importlib.util
import json
import os
import re
import signal
import struct
import sys
import threading
import time
import traceback

from onelayer_values import all_finite, changed_arguments, describe_result, numpy, unpack, usable

CHANNEL = 3
# The most bytes that are read or written at once.
PIECE = 2**20
# Seconds between two messages on the progress of an epoch.
PROGRESS = 0.1
PAIRS = {"shuffle": ("X", "y"), "gradient": ("dW", "db"), "update": ("W", "b")}
# Functions that may change their first two arguments, and then needn't return them.
IN_PLACE = ("shuffle", "update")
# Of a message, this much of its first line is told.
MOST_CHARACTERS = 300
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
    numbers = array.array("d", numbers)
    text = json.dumps({**header, "numbers": len(numbers)}).encode()
    write_bytes(struct.pack("=I", len(text)) + text + numbers.tobytes())


def end_with(parent):
    """Ends this process once another one has, whatever it is computing."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def in_place(result, W, b):
    return (W, b) if result is None else result


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
        "message": message.split("\n")[0][:MOST_CHARACTERS],
        "line": line,
    }


def main():
    # Ctrl-C reaches all processes of a terminal; this one ends with the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
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
