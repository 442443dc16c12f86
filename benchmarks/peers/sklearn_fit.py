"""
scikit-learn's way from data to a tested classifier: ColumnTransformer and LogisticRegressionCV as it ships.

    python sklearn_fit.py '{"train": "a.csv", "test": "b.csv", "label": "species", "dates": []}'
    python sklearn_fit.py '{"cifar10": "folder"}'

prints JSON; `seconds` are those after the imports.
"""

import json
import resource
import sys
import time
import warnings
from pathlib import Path

import cifar10
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegressionCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

BATCHES = [f"data_batch_{i}" for i in range(1, 6)]


def date_parts(columns):
    """Days since 1970, year, month, day of the month and weekday of each column of dates."""
    parts = {}
    for name in columns:
        days = columns[name].dt
        since = (columns[name] - pd.Timestamp(0)) / pd.Timedelta(days=1)
        own = {"day": since, "year": days.year, "month": days.month, "monthday": days.day}
        parts |= {f"{name} {part}": own[part] for part in own}
        parts[f"{name} weekday"] = days.weekday
    return pd.DataFrame(parts)


def preparation():
    """What onelayer does with columns: medians and indicators, parts of dates, categories seen twice."""
    numbers = [SimpleImputer(strategy="median", add_indicator=True), StandardScaler()]
    categories = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=2)
    dates = FunctionTransformer(date_parts)
    return ColumnTransformer(
        [
            ("numbers", make_pipeline(*numbers), make_column_selector(dtype_include=np.number)),
            ("categories", categories, make_column_selector(dtype_exclude=[np.number, "datetime"])),
            ("dates", make_pipeline(dates, *numbers), make_column_selector(dtype_include="datetime")),
        ]
    )


def read_table(file, label, dates):
    # The index that pandas writes is no feature.
    index = 0 if open(file).readline().startswith(",") else None
    table = pd.read_csv(file, index_col=index, parse_dates=dates)
    return table.drop(columns=label), table[label]


def fit_table(train, test, label, dates):
    X, y = read_table(train, label, dates)
    return tested(preparation(), X, y, *read_table(test, label, dates))


def fit_images(folder):
    """The pixels as float32, /255; scikit-learn reads no folders of pictures."""
    batches = [cifar10.load(Path(folder) / f"{name}.bin") for name in [*BATCHES, "test_batch"]]
    scaled = [pixels / np.float32(255) for pixels, _ in batches]
    labels = [own for _, own in batches]
    X, y = np.concatenate(scaled[:-1]), np.concatenate(labels[:-1])
    return tested(StandardScaler(copy=False), X, y, scaled[-1], labels[-1])


def tested(prepare, X, y, X_test, y_test):
    model = make_pipeline(prepare, LogisticRegressionCV())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model.fit(X, y)
    unconverged = sum(issubclass(own.category, ConvergenceWarning) for own in caught)
    C = np.ravel(model[-1].C_)[0]
    accuracy = model.score(X_test, y_test)
    return {"accuracy": accuracy, "samples": len(y_test), "unconverged": unconverged, "C": C}


start = time.perf_counter()
job = json.loads(sys.argv[1])
result = fit_images(job["cifar10"]) if "cifar10" in job else fit_table(**job)
result["seconds"] = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_SELF)
result["processorSeconds"] = usage.ru_utime + usage.ru_stime
result["peakMemory"] = 1024 * usage.ru_maxrss
print(json.dumps(result))
