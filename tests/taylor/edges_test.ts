// Every row, at zeros, infinities, kinks and ends of domains: whatever nested derivatives say there.

import { derivative, type Scalar } from "@fluxion/ad";
import { derivatives } from "@fluxion/ad/taylor";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { table } from "../laws/operations.ts";

const EDGES = [-Infinity, -2, -1, -0.5, -0, 0, 0.5, 1, 2, 3, Infinity, NaN];
const ORDER = 3;

const isClose = (x: number, y: number) =>
  Object.is(x, y) || x === y || Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(y));

describe("At the edges Taylor mode has the nested derivatives", () => {
  for (const { name, apply, domain } of table) {
    it(`of ${name}, of any operand`, () => {
      const wrong: string[] = [];
      for (let position = 0; position < domain.length; position++) {
        for (const other of domain.length === 1 ? [0] : EDGES) {
          for (const x of EDGES) {
            const f = (t: Scalar) => apply(domain.map((_, i) => i === position ? t : other));
            const found = derivatives(f, ORDER)(x);
            let g = f;
            for (let k = 0; k <= ORDER; k++, g = derivative(g) as typeof f) {
              const expected = g(x) as number;
              if (isClose(found[k], expected)) continue;
              wrong.push(
                `${name} at ${x}, ${other} by ${position}, order ${k}: ${found[k]}, ${expected}`,
              );
            }
          }
        }
      }
      assertEquals(wrong, []);
    });
  }
});
