// The river, in WebAssembly: a reservoir that lets go of a share of its water every day, and, written out by
// hand beside it, how the reservoir passes cotangents back. Assembled from text when the program starts.

import { customVjp } from "@fluxion/ad/operators";
import wabt from "wabt";

// Addresses are bytes: inflow at 0, outflow at n, cotangents of the outflow at 2n and of the inflow at 3n,
// where n is the length of a series in bytes.
const text = `
(module
  (memory (export "memory") 2)

  ;; out[t] = keep * out[t-1] + (1 - keep) * in[t], and out[-1] = 0
  (func (export "route") (param $n i32) (param $keep f64)
    (local $t i32) (local $out f64)
    (loop $days
      (local.set $out (f64.add
        (f64.mul (local.get $keep) (local.get $out))
        (f64.mul (f64.sub (f64.const 1) (local.get $keep)) (f64.load (local.get $t)))))
      (f64.store (i32.add (local.get $n) (local.get $t)) (local.get $out))
      (local.set $t (i32.add (local.get $t) (i32.const 8)))
      (br_if $days (i32.lt_u (local.get $t) (local.get $n)))))

  ;; The same days backwards: bar = out_bar[t] + keep * bar of the day after; in_bar[t] = (1 - keep) * bar;
  ;; answers keep_bar, the sum of bar * (out[t-1] - in[t])
  (func (export "pull") (param $n i32) (param $keep f64) (result f64)
    (local $t i32) (local $bar f64) (local $before f64) (local $keep_bar f64)
    (local.set $t (local.get $n))
    (loop $days
      (local.set $t (i32.sub (local.get $t) (i32.const 8)))
      (local.set $bar (f64.add
        (f64.load (i32.add (i32.mul (i32.const 2) (local.get $n)) (local.get $t)))
        (f64.mul (local.get $keep) (local.get $bar))))
      (local.set $before (f64.const 0))
      (if (local.get $t) (then
        (local.set $before
          (f64.load (i32.sub (i32.add (local.get $n) (local.get $t)) (i32.const 8))))))
      (local.set $keep_bar (f64.add (local.get $keep_bar)
        (f64.mul (local.get $bar) (f64.sub (local.get $before) (f64.load (local.get $t))))))
      (f64.store (i32.add (i32.mul (i32.const 3) (local.get $n)) (local.get $t))
        (f64.mul (f64.sub (f64.const 1) (local.get $keep)) (local.get $bar)))
      (br_if $days (local.get $t)))
    (local.get $keep_bar)))
`;

/** A reservoir: its outflow day by day, given its inflow and the share of its water that it keeps each day. */
export type Reservoir = (inflow: number[], keep: number) => number[];

/** Assembles the module, and makes a stage of it that has a derivative. */
export async function loadReservoir(): Promise<Reservoir> {
  const { buffer } = (await wabt()).parseWat("reservoir.wat", text).toBinary({});
  const { instance } = await WebAssembly.instantiate(new Uint8Array(buffer));
  const { memory, route, pull } = instance.exports as unknown as Exports;
  const series = (place: number, days: number) =>
    new Float64Array(memory.buffer, 8 * place * days, days);

  const run = (inflow: number[], keep: number): number[] => {
    const days = inflow.length;
    series(0, days).set(inflow);
    route(8 * days, keep);
    return [...series(1, days)];
  };
  return customVjp(
    run,
    (inflow: number[], keep: number) => {
      const outflow = run(inflow, keep);
      return [outflow, { inflow, outflow, keep }];
    },
    ({ inflow, outflow, keep }, cotangent) => {
      // Other calls have used the memory since: what pulling back needs is put there again.
      const days = inflow.length;
      [inflow, outflow, cotangent].forEach((list, place) => series(place, days).set(list));
      const ofKeep = pull(8 * days, keep);
      return [[...series(3, days)], ofKeep];
    },
  );
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly route: (bytes: number, keep: number) => void;
  readonly pull: (bytes: number, keep: number) => number;
}
