"""References for tests/special, computed with mpmath at 40 digits and more, and rounded to the nearest double.

    python3 tests/special/references/generate.py

writes one.txt, `name x f f' f'' f'''`, and several.txt, `name orders operands value`, beside this file.
"""

import pathlib
import sys

import mpmath as mp

mp.mp.dps = 40
here = pathlib.Path(__file__).parent


def normal(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def inverse(f, slope_of_log, start):
    """Returns the inverse of a monotone function by Newton's method on its logarithm."""

    def at(y):
        x = start(y)
        for _ in range(200):
            step = (mp.log(f(x)) - mp.log(y)) / slope_of_log(x)
            x -= step
            if abs(step) < mp.mpf(10) ** (10 - mp.mp.dps) * (1 + abs(x)):
                break
        return x

    return at


def erfc_inverse(y):
    if y > 1:
        return -erfc_inverse(2 - y)
    slope = lambda x: -2 / mp.sqrt(mp.pi) * mp.exp(-x * x) / mp.erfc(x)
    start = lambda y: mp.sqrt(-mp.log(y)) if y < 0.1 else mp.mpf(0.3)
    return inverse(mp.erfc, slope, start)(y)


def sinc(x):
    return mp.mpf(1) if x == 0 else mp.sin(mp.pi * x) / (mp.pi * x)


def student(n, z):
    tail = mp.betainc(n / 2, mp.mpf(1) / 2, 0, n / (n + z * z), regularized=True) / 2
    return mp.log(tail) if z < 0 else mp.log1p(-tail)


W = mp.lambertw
positive = [1e-10, 0.01, 0.3, 0.9999, 1.5, 2.0000001, 3.7, 12.3, 40.5, 170.2, 1e5, 1e12]
real = [-7.1, -2.2, -0.6, -1e-5, 1e-10, 0.2, 0.45, 0.7, 1.1, 2.3, 5.5, 19.7, 80.1]
unit = [1e-20, 0.003, 0.2, 0.3, 0.49, 0.51, 0.7, 0.93]
bessel = [1e-8, 0.1, 0.7, 1.9, 3.3, 7.7, 15.2, 29.5, 31.7, 60.3]

ONE = {
    "lgamma": (mp.loggamma, positive + [1.2042, 1.9]),
    "gamma": (mp.gamma, [-3.3, -0.4, 1e-10, 0.01, 0.3, 1.2, 3.7, 12.3, 40.5, 160.2]),
    "digamma": (mp.digamma, positive[:-1] + [-0.3, -2.7]),
    "trigamma": (lambda x: mp.psi(1, x), positive[:-1] + [-0.3, -2.7]),
    "erfcx": (lambda x: mp.exp(x * x) * mp.erfc(x), real),
    "logErfc": (lambda x: mp.log(mp.erfc(x)), real),
    "erfinv": (lambda x: erfc_inverse(1 - x), [-0.99, -0.6, -0.3, 1e-3, 0.1, 0.49, 0.51, 0.8, 0.95]),
    "erfcinv": (erfc_inverse, [1e-100, 1e-20, 0.003, 0.2, 0.6, 0.9, 1.2, 1.7, 1.9]),
    "normalCdf": (normal, [-37.3, -20.1, -5.3, -1.4, -0.3, 0.1, 0.7, 2.2, 8.1]),
    "logNormalCdf": (lambda x: mp.log(normal(x)) if x < 5 else mp.log1p(-normal(-x)), [-200.3, -37.3, -5.3, -1.4, -0.3, 0.1, 0.7, 2.2, 8.1, 30.3]),
    "normalQuantile": (lambda p: -mp.sqrt(2) * erfc_inverse(2 * p), [1e-100, 1e-10, 0.01, 0.2, 0.3, 0.45, 0.6, 0.8, 0.95]),
    "exp1": (mp.e1, [1e-100, 1e-5, 0.3, 0.9, 1.1, 3.3, 20.2, 600.1]),
    "expi": (mp.ei, [-20.3, -0.4, 1e-5, 0.3, 0.36, 0.4, 0.7, 3.3, 20.2, 45.1, 600.1]),
    "besselJ0": (lambda x: mp.besselj(0, x), bessel),
    "besselJ1": (lambda x: mp.besselj(1, x), bessel),
    "besselY0": (lambda x: mp.bessely(0, x), bessel),
    "besselY1": (lambda x: mp.bessely(1, x), bessel),
    "besselI0": (lambda x: mp.besseli(0, x), bessel),
    "besselI1": (lambda x: mp.besseli(1, x), bessel),
    "besselK0": (lambda x: mp.besselk(0, x), bessel),
    "besselK1": (lambda x: mp.besselk(1, x), bessel),
    "besselI0e": (lambda x: mp.exp(-x) * mp.besseli(0, x), bessel + [900.1]),
    "besselI1e": (lambda x: mp.exp(-x) * mp.besseli(1, x), bessel + [900.1]),
    "besselK0e": (lambda x: mp.exp(x) * mp.besselk(0, x), bessel + [900.1]),
    "besselK1e": (lambda x: mp.exp(x) * mp.besselk(1, x), bessel + [900.1]),
    "lambertW": (lambda x: mp.re(W(x)), [-0.36, -0.31, -0.1, 1e-10, 0.3, 2.9, 30.3, 1e10, 1e200]),
    "lambertWLower": (lambda x: mp.re(W(x, -1)), [-0.36, -0.31, -0.1, -1e-10]),
    "zeta": (mp.zeta, [-11.3, -4.7, -0.7, -0.2, 0.4, 0.99, 1.3, 2.2, 2.7, 9.1, 40.3]),
    "entropy": (lambda x: -x * mp.log(x), [1e-100, 0.01, 0.3, 0.7, 2.2, 1e10]),
    "sinhc": (lambda x: mp.sinh(x) / x, [-3.3, 1e-5, 0.3, 2.2, 5.1, 9.9, 12.1, 300.3]),
    "cosc": (lambda x: mp.diff(sinc, x), [-3.3, 1e-5, 0.3, 0.9, 1.7, 2.2, 12.1]),
    "sinc": (sinc, [-3.3, 1e-5, 0.3, 0.9, 1.7, 2.2, 12.1]),
    "logit": (lambda p: mp.log(p / (1 - p)), unit),
    "logSigmoid": (lambda x: x - mp.log1p(mp.exp(x)), [-30.2, -1.1, 0.2, 1.3, 30.3]),
    "log1mexp": (lambda x: mp.log(1 - mp.exp(-x)), [1e-10, 1e-5, 0.3, 0.8, 5.3, 30.1]),
    "polygamma 3": (lambda x: mp.psi(3, x), [1e-20, 0.01, 0.7, 3.3, 40.2, 1e5]),
    "expint 3": (lambda x: mp.expint(3, x), [1e-3, 0.3, 0.9, 1.1, 3.3, 20.2]),
    "besselJ 4": (lambda x: mp.besselj(4, x), bessel),
    "besselY 4": (lambda x: mp.bessely(4, x), bessel),
    "besselI 4": (lambda x: mp.besseli(4, x), bessel),
    "besselK 4": (lambda x: mp.besselk(4, x), bessel),
}

gamma_points = [(0.02, 0.3), (0.3, 0.01), (0.5, 0.4), (0.7, 2.2), (2.5, 0.1), (4.4, 3.9), (4.4, 6.1), (12.3, 40.2), (60.1, 55.3), (150.2, 163.1)]
beta_points = [(0.3, 0.4, 0.2), (0.2, 2.2, 0.6), (2.5, 3.3, 0.1), (2.5, 3.3, 0.7), (0.8, 12.2, 0.05), (30.3, 12.1, 0.8), (30.3, 42.1, 0.4)]
small_beta_points = [(0.02, 0.4, 0.3), (0.02, 0.03, 0.6), (3.3, 0.02, 0.7)]
student_points = [(0.5, -1e4), (2.5, -0.3), (2.5, 1e-4), (3.3, 0.02), (4.4, -7.1), (4.4, 2.5), (30.3, -40.2), (3.3, 1e3), (7.7, 1.3), (300.3, -12.1)]
pairs = [(0.1, 0.3), (2.2, 0.01), (3.3, 4.1), (1e5, 0.2), (30.2, 60.3)]
first_of_two = [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3)]
first_of_three = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 0, 0), (1, 1, 0), (0, 2, 0), (1, 0, 1), (0, 1, 1), (0, 0, 2), (3, 0, 0), (2, 1, 0), (1, 1, 1), (1, 0, 2)]

SEVERAL = {
    "gammainc": (lambda a, x: mp.gammainc(a, 0, x, regularized=True), gamma_points, first_of_two),
    "gammaincc": (lambda a, x: mp.gammainc(a, x, mp.inf, regularized=True), gamma_points, first_of_two),
    "logGammainc": (lambda a, x: mp.log(mp.gammainc(a, 0, x, regularized=True)), gamma_points, first_of_two),
    "logGammaincc": (lambda a, x: mp.log(mp.gammainc(a, x, mp.inf, regularized=True)), gamma_points, first_of_two),
    "betainc": (lambda a, b, x: mp.betainc(a, b, 0, x, regularized=True), beta_points + small_beta_points, first_of_three),
    "logBetainc": (lambda a, b, x: mp.log(mp.betainc(a, b, 0, x, regularized=True)), beta_points, first_of_three),
    "betaincc": (lambda a, b, x: mp.betainc(b, a, 0, 1 - x, regularized=True), beta_points + small_beta_points, first_of_three),
    "logBetaincc": (lambda a, b, x: mp.log(mp.betainc(b, a, 0, 1 - x, regularized=True)), beta_points, first_of_three),
    "logStudentCdf": (student, student_points, first_of_two),
    "beta": (mp.beta, pairs[:3] + [(1e-5, 1e-5), (1e-5, 0.3), (1e-5, 4.4), (0.02, 3e-3)], first_of_two),
    "lbeta": (lambda a, b: mp.log(mp.beta(a, b)), pairs, first_of_two),
    "zeta": (mp.zeta, [(1.2, 0.3), (2.2, 1.0), (3.3, 20.1)], first_of_two),
    "xlogy": (lambda x, y: x * mp.log(y), [(2.2, 0.3)], first_of_two[:3]),
    "xlog1py": (lambda x, y: x * mp.log(1 + y), [(2.2, 1e-10), (2.2, 3.3)], first_of_two[:3]),
    "logsubexp": (lambda x, y: mp.log(mp.exp(x) - mp.exp(y)), [(2.2, 2.1), (2.2, -30.3)], first_of_two),
    "logaddexp": (lambda x, y: mp.log(mp.exp(x) + mp.exp(y)), [(2.2, 2.1), (2.2, -30.3), (-20.1, 20.3)], first_of_two),
}


def text(x):
    x = mp.re(x)
    return repr(float(x))


def derivative(f, point, orders):
    """Returns a derivative by difference quotients at several times the precision, and checks it with another step."""
    if sum(orders) == 0:
        return f(*point)
    results = []
    for digits in (11, 13):
        with mp.workdps(36 + 4 * digits):
            scale = [(abs(x) if abs(x) > 0 else mp.mpf(1)) * mp.mpf(10) ** -digits for x in point]
            # Near an end of its domain, a point has little room.
            results.append(quotient(f, list(point), list(orders), scale))
    if abs(results[0] - results[1]) > abs(results[1]) * mp.mpf(10) ** -18:
        print("imprecise", point, orders, mp.nstr(results[0], 25), mp.nstr(results[1], 25), file=sys.stderr)
    return results[1]


def quotient(f, point, orders, steps):
    for i, order in enumerate(orders):
        if order > 0:
            rest = orders[:]
            rest[i] -= 1
            ends = []
            for sign in (1, -1):
                moved = point[:]
                moved[i] += sign * steps[i]
                ends.append(quotient(f, moved, rest, steps))
            return (ends[0] - ends[1]) / (2 * steps[i])
    return f(*point)


def main(wanted):
    """Writes all references, or only those of which the command line says which."""
    if wanted in ("one", ""):
        of_one()
    if wanted in ("several", ""):
        of_several()


def of_one():
    lines = []
    for name, (f, points) in ONE.items():
        for x in points:
            values = [derivative(f, (mp.mpf(x),), (n,)) for n in range(4)]
            lines.append(" ".join([name.replace(" ", ":"), repr(x), *map(text, values)]))
    (here / "one.txt").write_text("\n".join(lines) + "\n")


def of_several():
    lines = []
    for name, (f, points, all_orders) in SEVERAL.items():
        for point in points:
            for orders in all_orders:
                value = derivative(f, tuple(mp.mpf(x) for x in point), orders)
                lines.append(" ".join([name, ",".join(map(str, orders)), ",".join(map(repr, point)), text(value)]))
    (here / "several.txt").write_text("\n".join(lines) + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else "")
