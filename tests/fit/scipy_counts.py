"""How many evaluations SciPy takes on the problems of More, Garbow and Hillstrom, with the same exact derivatives.

    python3 tests/fit/scipy_counts.py > tests/fit/scipy_counts.json

needs Deno and SciPy; the counts are of the version that the file names. A count is null where the search did not end at
a published minimum.
"""

import json
import subprocess
import sys

import numpy as np
import scipy
from scipy.optimize import least_squares, minimize

server = subprocess.Popen(
    ["deno", "run", "-A", "--no-check", "tests/fit/problem_server.ts"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
)
problems = json.loads(server.stdout.readline())


def ask(problem, x):
    key = (problem, tuple(x))
    if ask.latest[0] != key:
        server.stdin.write(json.dumps({"problem": problem, "x": [float(own) for own in x]}) + "\n")
        server.stdin.flush()
        found = json.loads(server.stdout.readline())
        number = lambda own: np.array(own, dtype=float)
        ask.latest = (key, (number(found["residuals"]), number(found["jacobian"])))
    return ask.latest[1]


ask.latest = (None, None)


def is_published(value, minima, at_start):
    return any(value <= 1e-12 + 1e-18 * at_start if own == 0 else abs(value / own - 1) < 1e-5 for own in minima)


counts = {"scipy": scipy.__version__, "lm": [], "L-BFGS-B": [], "trust-ncg": []}
for i, problem in enumerate(problems):
    start, minima = np.array(problem["start"], dtype=float), problem["minima"]
    value = lambda x: float(np.sum(ask(i, x)[0] ** 2))
    gradient = lambda x: 2 * ask(i, x)[1].T @ ask(i, x)[0]

    def curved(x, v):
        # The product with the Hessian, by central differences of exact gradients; its evaluations are not counted.
        length = 1e-6 * max(1.0, float(np.linalg.norm(x))) / max(1e-300, float(np.linalg.norm(v)))
        return (gradient(x + length * v) - gradient(x - length * v)) / (2 * length)

    searches = {
        "L-BFGS-B": dict(method="L-BFGS-B", options=dict(ftol=1e-18, gtol=1e-9, maxiter=3000, maxfun=9000)),
        "trust-ncg": dict(method="trust-ncg", hessp=curved, options=dict(gtol=1e-7, maxiter=3000)),
    }
    at_start = value(start)
    try:
        found = least_squares(
            lambda x: ask(i, x)[0], start, lambda x: ask(i, x)[1], method="lm",
            xtol=1e-12, ftol=1e-12, gtol=1e-12, max_nfev=5000,
        )
        good = is_published(2 * found.cost, minima, at_start)
        counts["lm"].append(int(found.nfev) if good else None)
    except Exception as error:
        print(problem["name"], error, file=sys.stderr)
        counts["lm"].append(None)
    for name, options in searches.items():
        try:
            found = minimize(value, start, jac=gradient, **options)
            counts[name].append(int(found.nfev) if is_published(found.fun, minima, at_start) else None)
        except Exception as error:
            print(problem["name"], name, error, file=sys.stderr)
            counts[name].append(None)
print(json.dumps(counts))
server.stdin.close()
