# Writes three_bodies.json: three bodies of mass 1 on the figure of eight of Chenciner and Montgomery (2000), from
# rounded initial states, at t = 6, by power series of order 40 at 50 digits. Run as
# `python3 three_bodies.py > three_bodies.json`, in this folder; needs mpmath.
import json
from mpmath import mp, mpf

mp.dps = 50
ORDER = 40
start = [0.97000436, -0.24308753, -0.97000436, 0.24308753, 0.0, 0.0,
         0.466203685, 0.43236573, 0.466203685, 0.43236573, -0.93240737, -0.86473146]

def series(y):
    q = [[mpf(v)] for v in y[:6]]; v = [[mpf(w)] for w in y[6:]]
    pairs = [(0, 1), (0, 2), (1, 2)]
    d = {p: [[], []] for p in pairs}; r2 = {p: [] for p in pairs}; w = {p: [] for p in pairs}
    for k in range(ORDER):
        acc = [mpf(0)] * 6
        for p in pairs:
            i, j = p
            for c in range(2): d[p][c].append(q[2 * j + c][k] - q[2 * i + c][k])
            r2[p].append(sum(d[p][c][a] * d[p][c][k - a] for c in range(2) for a in range(k + 1)))
            # w = r2^(-3/2)
            if k == 0: w[p].append(r2[p][0] ** (mpf(-3) / 2))
            else: w[p].append(sum((mpf(-3) / 2 * a - (k - a)) * r2[p][a] * w[p][k - a] for a in range(1, k + 1)) / (k * r2[p][0]))
            for c in range(2):
                f = sum(d[p][c][a] * w[p][k - a] for a in range(k + 1))
                acc[2 * i + c] += f; acc[2 * j + c] -= f
        for n in range(6):
            q[n].append(v[n][k] / (k + 1)); v[n].append(acc[n] / (k + 1))
    return q + v

y = start; steps = 600; h = mpf(6) / steps
for _ in range(steps):
    y = [sum(c * h ** k for k, c in enumerate(s)) for s in series(y)]
print(json.dumps({"time": 6, "start": start, "end": [float(v) for v in y]}))
