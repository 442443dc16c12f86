"""scikit-learn's part in the race to the optimum: StandardScaler and LogisticRegression, to any tolerance."""

import time
import warnings

import numpy as np
import optimum_data
from serving import serve
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

# It is the judge that says whether a fit has arrived.
warnings.simplefilter("ignore", ConvergenceWarning)
warnings.simplefilter("ignore", FutureWarning)

MOST_ITERATIONS = 100_000

state = {"X": {}}


def prepare(data, dtypes):
    X, state["y"] = optimum_data.load(**data)
    state["X"] = {dtype: X.astype(dtype, copy=False) for dtype in dtypes}
    # Starts threads and loads what fits need.
    few = StandardScaler().fit_transform(X[:300])
    LogisticRegression(max_iter=3).fit(few, state["y"][:300])


def classifier(penalty, solver, tol):
    C = 1 / (2 * len(state["y"]) * penalty)
    return LogisticRegression(C=C, solver=solver, tol=tol, max_iter=MOST_ITERATIONS)


def write_parameters(model, file):
    np.concatenate([model.coef_.ravel(), model.intercept_]).astype(np.float64).tofile(file)


def fit(penalty, solver, dtype, tol, file):
    """
    Seconds from the data as they are, those of the processor, and iterations; W (K x d) and then b (K) are
    written to a file, as float64.
    """
    model = classifier(penalty, solver, tol)
    busy = time.process_time()
    start = time.perf_counter()
    model.fit(StandardScaler().fit_transform(state["X"][dtype]), state["y"])
    seconds = time.perf_counter() - start
    busy = time.process_time() - busy
    write_parameters(model, file)
    return {"seconds": seconds, "cpuSeconds": busy, "iterations": int(model.n_iter_.max())}


serve({"prepare": prepare, "fit": fit})
