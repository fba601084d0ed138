# Makes references.json: values by mpmath at 40 digits, held to SciPy's, and gradients by mpmath.
# Needs Debian's python3-mpmath and python3-scipy. Run in this folder.

import json
import math
from mpmath import mp, mpf, inf, log, log1p, expm1, pi, loggamma, exp, cos, atan2, besseli, ncdf, betainc, gammainc, diff
from scipy import stats

mp.dps = 40
normal = lambda x, m, s: -((x - m) / s) ** 2 / 2 - log(s) - log(2 * pi) / 2
lnb = lambda a, b: loggamma(a) + loggamma(b) - loggamma(a + b)
mass = lambda a, b, m, s: log(ncdf((b - m) / s) - ncdf((a - m) / s)) if a < m else log(ncdf((m - a) / s) - ncdf((m - b) / s))
logistic = lambda z: -log(1 + exp(-z))
choose = lambda n, k: loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)

lower_gamma = lambda a, x: log(gammainc(a, 0, x, regularized=True))
upper_gamma = lambda a, x: log(gammainc(a, x, inf, regularized=True))
lower_beta = lambda a, b, x: log(betainc(a, b, 0, x, regularized=True))
upper_beta = lambda a, b, x: lower_beta(b, a, 1 - x)
laplace = lambda z: z - log(2) if z <= 0 else log1p(-exp(-z) / 2)
student = lambda z, n: lower_beta(n / 2, mpf(1) / 2, n / (n + z * z)) - log(2) if z < 0 else log1p(-betainc(n / 2, mpf(1) / 2, 0, n / (n + z * z), regularized=True) / 2)
gamma = lambda a, r: stats.gamma(a, scale=1 / r)

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
    "uniformLogDensity": (lambda x, a, b: -log(b - a), lambda x, a, b: stats.uniform.logpdf(x, a, b - a), [(1, .5, 2)], [0, 1, 2]),
    "uniformLogCdf": (lambda x, a, b: log((x - a) / (b - a)), lambda x, a, b: stats.uniform.logcdf(x, a, b - a), [(1, .5, 2), (1.75, .5, 2)], [0, 1, 2]),
    "uniformLogSurvival": (lambda x, a, b: log((b - x) / (b - a)), lambda x, a, b: stats.uniform.logsf(x, a, b - a), [(1, .5, 2), (1.75, .5, 2)], [0, 1, 2]),
    "studentLogCdf": (lambda x, n, m, s: student((x - m) / s, n), lambda x, n, m, s: stats.t.logcdf(x, n, m, s), [(1, 4, .5, 2), (-3, 2.5, .5, 2), (-1e9, .7, 2, .3), (-90, 40, 1, 2), (.5, 3, .5, 2)], [0, 1, 2, 3]),
    "studentLogSurvival": (lambda x, n, m, s: student((m - x) / s, n), lambda x, n, m, s: stats.t.logsf(x, n, m, s), [(1, 4, .5, 2), (1e9, .7, 2, .3), (-30, 7, 1, 2)], [0, 1, 2, 3]),
    "cauchyLogCdf": (lambda x, m, s: log(atan2(1, (m - x) / s) / pi), lambda x, m, s: stats.cauchy.logcdf(x, m, s), [(1, .5, 2), (-1e9, 3, .5), (1e9, 3, .5)], [0, 1, 2]),
    "cauchyLogSurvival": (lambda x, m, s: log(atan2(1, (x - m) / s) / pi), lambda x, m, s: stats.cauchy.logsf(x, m, s), [(1, .5, 2), (1e9, 3, .5)], [0, 1, 2]),
    "laplaceLogCdf": (lambda x, m, s: laplace((x - m) / s), lambda x, m, s: stats.laplace.logcdf(x, m, s), [(1, .5, 2), (-1000, 3, .5), (10, 3, .5)], [0, 1, 2]),
    "laplaceLogSurvival": (lambda x, m, s: laplace((m - x) / s), lambda x, m, s: stats.laplace.logsf(x, m, s), [(1, .5, 2), (1000, 3, .5), (-2, 3, .5)], [0, 1, 2]),
    "gammaLogCdf": (lambda x, a, r: lower_gamma(a, r * x), lambda x, a, r: gamma(a, r).logcdf(x), [(1.5, 2.5, 2), (1e-9, 80, .7), (90, 3, .7), (.01, .3, 4)], [0, 1, 2]),
    "gammaLogSurvival": (lambda x, a, r: upper_gamma(a, r * x), lambda x, a, r: gamma(a, r).logsf(x), [(1.5, 2.5, 2), (5000, 80, .7), (1e-3, 3, .7), (.01, .3, 4)], [0, 1, 2]),
    "inverseGammaLogCdf": (lambda x, a, s: upper_gamma(a, s / x), lambda x, a, s: stats.invgamma.logcdf(x, a, scale=s), [(1.5, 2.5, 2), (1e-3, .3, 4)], [0, 1, 2]),
    "inverseGammaLogSurvival": (lambda x, a, s: lower_gamma(a, s / x), lambda x, a, s: stats.invgamma.logsf(x, a, scale=s), [(1.5, 2.5, 2), (1e9, 40, 4)], [0, 1, 2]),
    "betaLogCdf": (lambda x, a, b: lower_beta(a, b, x), lambda x, a, b: stats.beta.logcdf(x, a, b), [(.3, 2.5, 2), (.01, 200, 40), (.9, 3, 40)], [0, 1, 2]),
    "betaLogSurvival": (lambda x, a, b: upper_beta(a, b, x), lambda x, a, b: stats.beta.logsf(x, a, b), [(.3, 2.5, 2), (.99, 2, 400), (1e-12, 3, 40)], [0, 1, 2]),
    "exponentialLogCdf": (lambda x, r: log(-expm1(-r * x)), lambda x, r: stats.expon.logcdf(x, scale=1 / r), [(1.5, 2), (1e-20, 1e-10), (20, 4)], [0, 1]),
    "weibullLogCdf": (lambda x, k, s: log(-expm1(-(x / s) ** k)), lambda x, k, s: stats.weibull_min.logcdf(x, k, scale=s), [(1.5, 2.5, 2), (1e-200, 3, 4), (.1, .3, 4)], [0, 1, 2]),
    "lognormalLogCdf": (lambda x, m, s: log(ncdf((log(x) - m) / s)), lambda x, m, s: stats.lognorm.logcdf(x, s, scale=float(exp(m))), [(1.5, .5, 2), (1e-9, 3, .5)], [0, 1, 2]),
    "lognormalLogSurvival": (lambda x, m, s: log(ncdf((m - log(x)) / s)), lambda x, m, s: stats.lognorm.logsf(x, s, scale=float(exp(m))), [(1.5, .5, 2), (1e15, 3, .5)], [0, 1, 2]),
    "poissonLogCdf": (lambda k, r: upper_gamma(k + 1, r), lambda k, r: stats.poisson.logcdf(k, r), [(3, 2.5), (0, 2.5), (9, 7000), (90, 7)], [1]),
    "poissonLogSurvival": (lambda k, r: lower_gamma(k + 1, r), lambda k, r: stats.poisson.logsf(k, r), [(3, 2.5), (900, 7), (1, 70)], [1]),
    "binomialLogCdf": (lambda k, n, p: upper_beta(k + 1, n - k, p), lambda k, n, p: stats.binom.logcdf(k, n, p), [(3, 7, .4), (9, 3000, .6)], [2]),
    "binomialLogSurvival": (lambda k, n, p: lower_beta(k + 1, n - k, p), lambda k, n, p: stats.binom.logsf(k, n, p), [(3, 7, .4), (900, 3000, .001)], [2]),
    "negativeBinomialLogCdf": (lambda k, r, p: lower_beta(r, k + 1, p), lambda k, r, p: stats.nbinom.logcdf(k, r, p), [(3, 2.5, .4), (2, 300, .01)], [1, 2]),
    "negativeBinomialLogSurvival": (lambda k, r, p: upper_beta(r, k + 1, p), lambda k, r, p: stats.nbinom.logsf(k, r, p), [(3, 2.5, .4), (900, 2.5, .9)], [1, 2]),
}
references = []
for name, (formula, scipy, points, by) in rows.items():
    for point in points:
        exact = [mpf(p) for p in point]
        at = lambda i: lambda t: formula(*[t if j == i else e for j, e in enumerate(exact)])
        # A precision in which differences in the tails keep their digits.
        with mp.workdps(900 if "Interval" in name or "truncated" in name else 60):
            value = formula(*exact)
            # A step far below every operand, since operands may be near the ends of the support.
            gradient = [diff(at(i), exact[i], h=(abs(exact[i]) or 1) / mpf(10) ** 20) for i in by]
        # In far tails SciPy may have the logarithm of 0, which compares with nothing.
        other = scipy(*point) if scipy else -math.inf
        if math.isfinite(other): assert abs(other - value) <= 1e-8 * max(1, abs(value)), (name, point, other, value)
        references.append({"name": name, "point": point, "by": by, "value": float(value), "gradient": [float(g.real) for g in gradient]})
with open("references.json", "w") as file:
    json.dump(references, file, indent=2, allow_nan=False)
    file.write("\n")
