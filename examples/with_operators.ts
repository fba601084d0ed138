"use ad";
// The first programs of the gallery with JavaScript's own operators: the loop of four ways to a derivative, and the
// process of forward against reverse. With deno run --preload=@fluxion/ad/register they are differentiated as they stand.

/** y ← y + sin(x·y)/10, fifty times from y = 1. */
export function loopedWithOperators(x: number): number {
  let y = 1;
  for (let i = 0; i < 50; i++) y += 0.1 * Math.sin(x * y);
  return y;
}

/** A process of 256 steps from ℝⁿ to ℝᵐ: each is stirred by one input, in turn, and noted by one output. */
export function processWithOperators(m: number): (x: readonly number[]) => number[] {
  return (x) => {
    let state = 0;
    const notes = new Float64Array(m);
    for (let k = 0; k < 256; k++) {
      state = 0.9 * state + Math.sin(state + x[k % x.length]);
      notes[k % m] += state;
    }
    return Array.from(notes);
  };
}
