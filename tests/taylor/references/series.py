# Writes series.json: the power series of every row along a line, up to order 20, by mpmath at 120 digits.
# Run as `python3 series.py > series.json`, in this folder; needs mpmath.
import json
from mpmath import mp, mpf, taylor
import mpmath as m

mp.dps = 120
ORDER = 20

def logsumexp(xs): return m.log(sum(m.exp(x) for x in xs))
def pick(best): return lambda xs: best(xs)

ROWS = {
    "abs": lambda x: x if x.real > 0 else -x,
    "acos": m.acos, "acosh": m.acosh, "asin": m.asin, "asinh": m.asinh, "atan": m.atan, "atanh": m.atanh,
    "cbrt": lambda x: m.exp(m.log(x) / 3), "ceil": lambda x: m.ceil(m.re(x)), "cos": m.cos, "cosh": m.cosh,
    "erf": m.erf, "erfc": m.erfc, "exp": m.exp, "expm1": lambda x: m.exp(x) - 1, "floor": lambda x: m.floor(m.re(x)),
    "log": m.log, "log10": lambda x: m.log(x) / m.log(10), "log1p": lambda x: m.log(1 + x),
    "log2": lambda x: m.log(x) / m.log(2), "neg": lambda x: -x, "reciprocal": lambda x: 1 / x,
    "relu": lambda x: x if m.re(x) > 0 else mpf(0), "round": lambda x: m.floor(m.re(x) + mpf(1) / 2),
    "sigmoid": lambda x: 1 / (1 + m.exp(-x)), "sign": lambda x: m.sign(m.re(x)), "sin": m.sin, "sinh": m.sinh,
    "softplus": lambda x: m.log(1 + m.exp(x)), "sqrt": m.sqrt, "square": lambda x: x * x, "tan": m.tan,
    "tanh": m.tanh, "trunc": lambda x: m.floor(m.re(x)) if m.re(x) > 0 else m.ceil(m.re(x)),
    "add": lambda x, y: x + y, "sub": lambda x, y: x - y, "mul": lambda x, y: x * y, "div": lambda x, y: x / y,
    "pow": lambda x, y: m.exp(y * m.log(x)),
    # The angle of the point (x, y), whose x is positive here.
    "atan2": lambda y, x: m.atan(y / x),
    "sum": lambda *xs: sum(xs), "sumOfSquares": lambda *xs: sum(x * x for x in xs),
    "hypot": lambda *xs: m.sqrt(sum(x * x for x in xs)), "norm": lambda *xs: m.sqrt(sum(x * x for x in xs)),
    "logsumexp": lambda *xs: logsumexp(xs),
    "logit": lambda x: m.log(x / (1 - x)), "log1mexp": lambda x: m.log(1 - m.exp(-x)),
    "logSigmoid": lambda x: -m.log(1 + m.exp(-x)), "sinc": lambda x: m.sin(m.pi * x) / (m.pi * x),
    "logaddexp": lambda x, y: m.log(m.exp(x) + m.exp(y)), "copysign": lambda x, y: x,
    "fmod": lambda x, y: x - y * m.floor(m.re(x) / m.re(y)), "mod": lambda x, y: x - y * m.floor(m.re(x) / m.re(y)),
    "step": lambda x, y: mpf(1) if m.re(y) >= m.re(x) else mpf(0),
    "product": lambda *xs: m.fprod(xs),
    "max": lambda *xs: max(xs, key=m.re), "min": lambda *xs: min(xs, key=m.re),
}
POINTS = {
    "acosh": [1.75, 4.0], "asin": [-0.625, 0.25], "acos": [-0.625, 0.25], "atanh": [-0.625, 0.25],
    "log": [0.375, 3.0], "log10": [0.375, 3.0], "log2": [0.375, 3.0], "sqrt": [0.375, 3.0], "cbrt": [0.375, 3.0],
    "logit": [0.25, 0.8125], "log1mexp": [0.375, 3.0], "log1p": [-0.5, 2.0], "reciprocal": [-0.75, 2.5], "sigmoid": [-1.375, 0.875], "softplus": [-1.375, 0.875], "logSigmoid": [-1.375, 0.875], "tan": [-1.125, 0.5],
}
LINES = {2: [([0.75, 1.5], [1, 0.5]), ([2.25, 0.625], [-0.25, 1])], 3: [([0.5, -1.25, 2.0], [1, 0.5, -0.25])]}
LISTS = ["product", "sum", "sumOfSquares", "hypot", "norm", "logsumexp", "max", "min"]
BINARY = ["copysign", "fmod", "logaddexp", "mod", "step", "add", "sub", "mul", "div", "pow", "atan2"]

def entry(name, f, point, direction):
    along = lambda t: f(*[mpf(p) + mpf(d) * t for p, d in zip(point, direction)])
    steps = {"abs", "ceil", "floor", "round", "sign", "trunc", "relu", "max", "min", "copysign", "fmod", "mod", "step"}
    if name in steps:
        value, h = along(mpf(0)), mpf(2) ** -40
        found = [value, (along(h) - value) / h] + [mpf(0)] * (ORDER - 1)
    else:
        found = taylor(along, 0, ORDER, method="step", singular=False)
    return {"name": name, "point": point, "direction": direction, "series": [0.0 if abs(c) < mpf(10) ** -30 else float(m.re(c)) for c in found]}

entries = []
for name, f in ROWS.items():
    if name in LISTS: lines = LINES[3]
    elif name in BINARY: lines = LINES[2]
    else: lines = [([x], [1]) for x in POINTS.get(name, [-1.375, 0.625])]
    for point, direction in lines: entries.append(entry(name, f, point, direction))
print("[\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]")
