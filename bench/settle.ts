// Engines compile WebAssembly twice, quickly at first and well in the background: what is timed is the
// second, so calls are made until they do not get faster any more.

/** Calls until the best time of a window stays what it was for three windows, or for so long. */
export function settle(call: () => unknown, window = 150, most = 6000): void {
  let best = Infinity;
  let unchanged = 0;
  const end = performance.now() + most;
  while (unchanged < 3 && performance.now() < end) {
    const latest = fastest(call, window);
    unchanged = latest < 0.97 * best ? 0 : unchanged + 1;
    best = Math.min(best, latest);
  }
}

function fastest(call: () => unknown, milliseconds: number): number {
  let best = Infinity;
  const end = performance.now() + milliseconds;
  for (let start = performance.now(); start < end; start = performance.now()) {
    for (let i = 0; i < 10; i++) call();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
