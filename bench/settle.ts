// Engines compile WebAssembly twice, quickly at first and well in the background: what is timed is the
// second, so calls are made until they do not get faster any more.

import type { Prepare } from "./group.ts";

/** What is set up is called until the engine has done its best. */
export function settled(prepare: Prepare): Prepare {
  return (size) => {
    const call = prepare(size);
    settle(call);
    return call;
  };
}

/**
 * Calls until the best time of a window stays what it was for three windows, or for so long. The first call
 * may compile; a long program that took seconds for that is compiled well only after some more, and so it
 * has to stay what it was for twice as long as the first call took.
 */
export function settle(call: () => unknown, window = 150, most = 6000): void {
  const begin = performance.now();
  call();
  const first = performance.now() - begin;
  const patience = Math.max(3 * window, 2 * first);
  const end = begin + Math.max(most, 6 * first);
  let best = Infinity;
  let changed = performance.now();
  while (performance.now() < Math.min(end, changed + patience)) {
    const latest = fastest(call, window);
    if (latest < 0.97 * best) changed = performance.now();
    best = Math.min(best, latest);
  }
}

/** The time of a call, at best; short ones by the ten, since the clock takes time as well. */
function fastest(call: () => unknown, milliseconds: number): number {
  let best = Infinity;
  let calls = 1;
  const end = performance.now() + milliseconds;
  for (let start = performance.now(); start < end; start = performance.now()) {
    for (let i = 0; i < calls; i++) call();
    const each = (performance.now() - start) / calls;
    best = Math.min(best, each);
    calls = each < 1 ? 10 : 1;
  }
  return best;
}
