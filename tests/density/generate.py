# Makes references.json: values by mpmath at 40 digits, held to SciPy's, and gradients by mpmath.
# Needs Debian's python3-mpmath and python3-scipy. Run in this folder.

import json
from mpmath import mp, mpf, log, pi, loggamma, exp, cos, besseli, ncdf, binomial, beta, diff
from scipy import stats

mp.dps = 40
normal = lambda x, m, s: -((x - m) / s) ** 2 / 2 - log(s) - log(2 * pi) / 2
lnb = lambda a, b: loggamma(a) + loggamma(b) - loggamma(a + b)
mass = lambda a, b, m, s: log(ncdf((b - m) / s) - ncdf((a - m) / s)) if a < m else log(ncdf((m - a) / s) - ncdf((m - b) / s))
logistic = lambda z: -log(1 + exp(-z))
choose = lambda n, k: loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)

# name: formula, SciPy's value, arguments, the indices of operands to differentiate by
rows = {
    "normalLogDensity": (normal, lambda x, m, s: stats.norm.logpdf(x, m, s), [(1, .5, 2), (-70, 3, .5)], [0, 1, 2]),
    "normalLogCdf": (lambda x, m, s: log(ncdf((x - m) / s)), lambda x, m, s: stats.norm.logcdf(x, m, s), [(1, .5, 2), (-79, 1, 2)], [0, 1, 2]),
    "normalLogSurvival": (lambda x, m, s: log(ncdf(-(x - m) / s)), lambda x, m, s: stats.norm.logsf(x, m, s), [(1, .5, 2), (81, 1, 2)], [0, 1, 2]),
    "normalLogInterval": (mass, None, [(-1, 2, .5, 2), (40, 41, 0, 1), (-41, -40, .5, 1)], [0, 1, 2, 3]),
    "truncatedNormalLogDensity": (lambda x, m, s, a, b: normal(x, m, s) - mass(a, b, m, s), lambda x, m, s, a, b: stats.truncnorm.logpdf(x, (a - m) / s, (b - m) / s, m, s), [(1, .5, 2, -1, 2), (40.5, 0, 1, 40, 41)], [0, 1, 2, 3, 4]),
    "studentLogDensity": (lambda x, n, m, s: loggamma((n + 1) / 2) - loggamma(n / 2) - log(n * pi) / 2 - log(s) - (n + 1) / 2 * log(1 + ((x - m) / s) ** 2 / n), lambda x, n, m, s: stats.t.logpdf(x, n, m, s), [(1, 4, .5, 2), (30, .7, 2, .3), (2, 1e6, 1, 2)], [0, 1, 2, 3]),
    "cauchyLogDensity": (lambda x, m, s: -log(pi * s) - log(1 + ((x - m) / s) ** 2), lambda x, m, s: stats.cauchy.logpdf(x, m, s), [(1, .5, 2), (1e9, 3, .5)], [0, 1, 2]),
    "laplaceLogDensity": (lambda x, m, s: -abs(x - m) / s - log(2 * s), lambda x, m, s: stats.laplace.logpdf(x, m, s), [(1, .5, 2), (-70, 3, .5)], [0, 1, 2]),
    "logisticLogDensity": (lambda x, m, s: logistic((x - m) / s) + logistic(-(x - m) / s) - log(s), lambda x, m, s: stats.logistic.logpdf(x, m, s), [(1, .5, 2), (-70, 3, .5)], [0, 1, 2]),
    "logisticLogCdf": (lambda x, m, s: logistic((x - m) / s), lambda x, m, s: stats.logistic.logcdf(x, m, s), [(1, .5, 2), (-20, 3, .5)], [0, 1, 2]),
    "logisticLogSurvival": (lambda x, m, s: logistic(-(x - m) / s), lambda x, m, s: stats.logistic.logsf(x, m, s), [(1, .5, 2), (20, 3, .5)], [0, 1, 2]),
    "gammaLogDensity": (lambda x, a, r: a * log(r) - loggamma(a) + (a - 1) * log(x) - r * x, lambda x, a, r: stats.gamma.logpdf(x, a, scale=1 / r), [(1.5, 2.5, 2), (.01, .3, 4), (90, 80, .7)], [0, 1, 2]),
    "inverseGammaLogDensity": (lambda x, a, s: a * log(s) - loggamma(a) - (a + 1) * log(x) - s / x, lambda x, a, s: stats.invgamma.logpdf(x, a, scale=s), [(1.5, 2.5, 2), (.1, .3, 4)], [0, 1, 2]),
    "betaLogDensity": (lambda x, a, b: (a - 1) * log(x) + (b - 1) * log(1 - x) - lnb(a, b), lambda x, a, b: stats.beta.logpdf(x, a, b), [(.3, 2.5, 2), (.01, .3, 40)], [0, 1, 2]),
    "exponentialLogDensity": (lambda x, r: log(r) - r * x, lambda x, r: stats.expon.logpdf(x, scale=1 / r), [(1.5, 2), (300, 4)], [0, 1]),
    "exponentialLogSurvival": (lambda x, r: -r * x, lambda x, r: stats.expon.logsf(x, scale=1 / r), [(1.5, 2), (300, 4)], [0, 1]),
    "weibullLogDensity": (lambda x, k, s: log(k / s) + (k - 1) * log(x / s) - (x / s) ** k, lambda x, k, s: stats.weibull_min.logpdf(x, k, scale=s), [(1.5, 2.5, 2), (.1, .3, 4)], [0, 1, 2]),
    "weibullLogSurvival": (lambda x, k, s: -(x / s) ** k, lambda x, k, s: stats.weibull_min.logsf(x, k, scale=s), [(1.5, 2.5, 2), (.1, .3, 4)], [0, 1, 2]),
    "lognormalLogDensity": (lambda x, m, s: normal(log(x), m, s) - log(x), lambda x, m, s: stats.lognorm.logpdf(x, s, scale=float(exp(m))), [(1.5, .5, 2), (.1, -3, .5)], [0, 1, 2]),
    "poissonLogDensity": (lambda k, r: k * log(r) - r - loggamma(k + 1), lambda k, r: stats.poisson.logpmf(k, r), [(3, 2.5), (90, 7)], [1]),
    "binomialLogDensity": (lambda k, n, p: choose(n, k) + k * log(p) + (n - k) * log(1 - p), lambda k, n, p: stats.binom.logpmf(k, n, p), [(3, 7, .4), (0, 9, .01)], [2]),
    "negativeBinomialLogDensity": (lambda k, r, p: loggamma(k + r) - loggamma(r) - loggamma(k + 1) + r * log(p) + k * log(1 - p), lambda k, r, p: stats.nbinom.logpmf(k, r, p), [(3, 2.5, .4), (0, .3, .9)], [1, 2]),
    "bernoulliLogitLogDensity": (lambda k, l: logistic(l if k == 1 else -l), None, [(1, .4), (0, -50)], [1]),
    "vonMisesLogDensity": (lambda x, m, k: k * cos(x - m) - log(2 * pi * besseli(0, k)), lambda x, m, k: stats.vonmises.logpdf(x, k, loc=m), [(1, .5, 2), (3, .5, 900)], [0, 1, 2]),
}
references = []
for name, (formula, scipy, points, by) in rows.items():
    for point in points:
        exact = [mpf(p) for p in point]
        at = lambda i: lambda t: formula(*[t if j == i else e for j, e in enumerate(exact)])
        # A precision in which differences in the tails keep their digits.
        with mp.workdps(900 if "Interval" in name or "truncated" in name else 60):
            value = formula(*exact)
            gradient = [diff(at(i), exact[i]) for i in by]
        if scipy: assert abs(scipy(*point) - value) <= 1e-8 * max(1, abs(value)), (name, point)
        references.append({"name": name, "point": point, "by": by, "value": float(value), "gradient": [float(g.real) for g in gradient]})
with open("references.json", "w") as file:
    json.dump(references, file, indent=2)
    file.write("\n")
