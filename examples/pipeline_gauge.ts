// The gauge: a black box, as one buys it. It may be called and not looked into; were one to look, one would
// find a bisection, whose steps have no derivative at all.

/** What the gauge shows for a level in m, in mA: 4 without water, more slowly the higher the water stands. */
export function gauge(level: number): number {
  let [low, high] = [0, 20];
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (0.1 * middle + 0.002 * middle ** 2.5 < level) low = middle;
    else high = middle;
  }
  return 4 + low;
}
