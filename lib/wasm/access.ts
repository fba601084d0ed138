// How the addresses that a loop reads or writes move from round to round: by a constant step, from a start that moves
// with the loop around it; or in no such way, by a table.

import type { Loop } from "../program/loops.ts";

/** Addresses, one for each round of a body, counted in numbers. */
export type Access =
  /** The same address always. */
  | { readonly kind: "fixed"; readonly base: number }
  /** Address `base` at first, and `step` further on after each round, however often the loop runs. */
  | { readonly kind: "running"; readonly loop: Loop; readonly step: number; readonly base: number }
  /** Each time that the loop runs, an address of the loops around it at first, and `step` further on after each round. */
  | { readonly kind: "nested"; readonly loop: Loop; readonly step: number; readonly start: Access }
  /** The addresses of a table, one a round. */
  | { readonly kind: "table"; readonly loop: Loop; readonly addresses: ArrayLike<number> };

/**
 * Returns how addresses move.
 *
 * @param addresses one for each round of the innermost loop, in all its runs
 * @param around the loops, outermost first; none for a single address
 */
export function accessOf(addresses: ArrayLike<number>, around: readonly Loop[]): Access {
  const { length } = addresses;
  const base = addresses[0];
  if (isProgression(addresses, 0, length, 0)) return { kind: "fixed", base };
  const loop = around[around.length - 1];
  const step = addresses[1] - base;
  if (isProgression(addresses, 0, length, step)) return { kind: "running", loop, step, base };
  const inner = around.length > 1 ? stepWithin(addresses, loop) : undefined;
  if (inner === undefined) return { kind: "table", loop, addresses };
  const starts = new Array<number>(loop.counts.length);
  for (let run = 0, at = 0; run < starts.length; at += loop.counts[run++]) {
    starts[run] = addresses[at];
  }
  const start = accessOf(starts, around.slice(0, -1));
  return inner === 0 ? start : { kind: "nested", loop, step: inner, start };
}

/** Returns the distance of successive addresses in all runs of a loop, or `undefined` where there are several. */
function stepWithin(addresses: ArrayLike<number>, { counts }: Loop): number | undefined {
  let step: number | undefined;
  for (let run = 0, at = 0; run < counts.length; at += counts[run++]) {
    if (counts[run] < 2) continue;
    step ??= addresses[at + 1] - addresses[at];
    if (!isProgression(addresses, at, at + counts[run], step)) return undefined;
  }
  return step ?? 0;
}

function isProgression(
  addresses: ArrayLike<number>,
  from: number,
  to: number,
  step: number,
): boolean {
  for (let at = from + 1; at < to; at++) {
    if (addresses[at] - addresses[at - 1] !== step) return false;
  }
  return true;
}

/** Returns the loop with whose rounds an access moves; `undefined` for one that does not. */
export function moverOf(access: Access): Loop | undefined {
  return access.kind === "fixed" ? undefined : access.loop;
}
