"""What goes to functions of the user's own, and what comes from them, as numbers and their forms."""

import array
import math
import random

try:
    import numpy
except ImportError:
    numpy = None


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
