"""Judges any model of the race to the optimum: how far it is from the optimum at most, in float64.

J(W) = mean cross-entropy + lambda sum W^2 with the best b for each W is 2 lambda-strongly convex in W, so
J - J* <= ||dJ/dW||^2 / (4 lambda).
"""

import numpy as np
import optimum_data
from serving import serve


def probabilities(S):
    P = np.exp(S - S.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    return P


def best_bias(S, y, b):
    """The b that minimises the loss of the scores S + b, by Newton's method; and the last max |dJ/db|."""
    n, K = S.shape
    shares = np.bincount(y, minlength=K) / n
    for _ in range(50):
        P = probabilities(S + b)
        gradient = P.mean(axis=0) - shares
        if np.abs(gradient).max() < 1e-15:
            break
        # Adding the same to each of b changes nothing: 1/K makes that direction's curvature 1.
        hessian = np.diag(P.mean(axis=0)) - P.T @ P / n + 1 / K
        b = b - np.linalg.solve(hessian, gradient)
    return b, float(np.abs(gradient).max())


def judge(X, y, W, b, penalty):
    n = len(y)
    S = X @ W.T
    b, bias_gradient = best_bias(S, y, b)
    S += b
    top = S.max(axis=1)
    losses = np.log(np.exp(S - top[:, None]).sum(axis=1)) + top - S[np.arange(n), y]
    cost = float(losses.mean() + penalty * np.square(W).sum())
    G = probabilities(S)
    G[np.arange(n), y] -= 1
    gradient = G.T @ X / n + 2 * penalty * W
    gap = float(np.square(gradient).sum() / (4 * penalty))
    return {"cost": cost, "gap": gap, "relativeGap": gap / cost, "biasGradient": bias_gradient}


state = {}


def prepare(data):
    state["data"] = optimum_data.load_standardised(**data)
    X, y = state["data"]
    return {"features": X.shape[1], "classes": int(y.max()) + 1}


def check(file, penalty):
    """file: W (K x d) and then b (K), as float64."""
    X, y = state["data"]
    d = X.shape[1]
    parameters = np.fromfile(file)
    K = len(parameters) // (d + 1)
    W, b = parameters[: K * d].reshape(K, d), parameters[K * d :]
    return judge(X, y, W, b, penalty)


if __name__ == "__main__":
    serve({"prepare": prepare, "check": check})
