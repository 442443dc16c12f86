"""
Small tables as pandas writes them, and random stratified splits of each.

    python fit_data.py FOLDER SPLITS [VEGA]

of scikit-learn's own data sets or, where VEGA is the folder of the npm package vega-datasets, of its tables
with categories, dates and missing values. Writes FOLDER/NAME-SPLIT-train.csv and -test.csv.
"""

import json
import sys
from pathlib import Path

import pandas as pd
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.model_selection import train_test_split

TESTED = 0.25


def own_table(load):
    """A data set of scikit-learn's, with the classes' names."""
    data = load(as_frame=True)
    names = data.target.map(lambda k: str(data.target_names[k]))
    return data.frame.assign(target=names), "target"


def json_table(file, label):
    """An array of objects; rows without a label are left out."""
    return pd.DataFrame(json.loads(file.read_text())).dropna(subset=[label]), label


def own_tables():
    loads = {"iris": load_iris, "wine": load_wine, "cancer": load_breast_cancer}
    for name, load in {**loads, "digits": load_digits}.items():
        yield name, own_table(load)


def packaged_tables(data):
    yield "penguins", json_table(data / "penguins.json", "Species")
    yield "cars", json_table(data / "cars.json", "Origin")
    yield "weather", (pd.read_csv(data / "seattle-weather.csv"), "weather")


folder, splits, *vega = sys.argv[1:]
tables = packaged_tables(Path(vega[0]) / "data") if vega else own_tables()
for name, (table, label) in tables:
    for split in range(int(splits)):
        parts = train_test_split(
            table, test_size=TESTED, stratify=table[label], random_state=split
        )
        for part, own in zip(["train", "test"], parts):
            own.to_csv(Path(folder) / f"{name}-{split}-{part}.csv")
