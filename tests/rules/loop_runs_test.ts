// How often a checkpointed loop runs its step: the fewest times there can be with the states it may
// keep (Griewank and Walther 2000), and once each where nothing is pulled back.

import { checkpointedLoop, derivative, grad, type Scalar, sin, vjp } from "@fluxion/ad";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The fewest steps besides the recorded ones: t(l, s) = min over i of i + t(l − i, s − 1) + t(i, s). */
const known = new Map<string, number>();
function fewest(length: number, states: number): number {
  if (length <= 1) return 0;
  if (states === 1) return length * (length - 1) / 2;
  const key = `${length},${states}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  let least = Infinity;
  for (let i = 1; i < length; i++) {
    least = Math.min(least, i + fewest(length - i, states - 1) + fewest(i, states));
  }
  known.set(key, least);
  return least;
}

describe("A checkpointed loop", () => {
  it("runs its step as few times as there can be", () => {
    let runs = 0;
    const step = (x: Scalar) => {
      runs++;
      return sin(x);
    };
    for (let steps = 1; steps <= 60; steps++) {
      for (const snapshots of [0, 1, 2, 3, 4, 6, 10]) {
        runs = 0;
        grad((x: Scalar) => checkpointedLoop(step, steps, x, { snapshots }))(1);
        const least = steps + fewest(steps, snapshots + 1);
        assertEquals(runs, least, `${steps} steps with ${snapshots} snapshots`);
      }
    }
  });

  it("runs its step once each where nothing is pulled back", () => {
    const seen: number[] = [];
    const step = (x: Scalar, i: number) => {
      seen.push(i);
      return sin(x);
    };
    assertEquals(checkpointedLoop(step, 4, 1), Math.sin(Math.sin(Math.sin(Math.sin(1)))));
    assertEquals(seen.splice(0), [0, 1, 2, 3]);
    derivative((x) => checkpointedLoop(step, 4, x))(1);
    assertEquals(seen.splice(0), [0, 1, 2, 3]);
    derivative(derivative((x) => checkpointedLoop(step, 4, x)))(1);
    assertEquals(seen.splice(0), [0, 1, 2, 3]);
    const [, pullback] = vjp((x) => checkpointedLoop(step, 4, x), [1]);
    assertEquals(seen.splice(0), [0, 1, 2, 3]);
    pullback(1);
    assertEquals(new Set(seen), new Set([0, 1, 2]));
  });
});
