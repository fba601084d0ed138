// Colourings keep apart what they must, by a look at every pair and every path, and take few colours for patterns
// whose least number is known.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type ColouringOrder, columnColouring, longestRow } from "../../lib/sparse/colouring.ts";
import { SparsityPattern } from "../../lib/sparse/sparsity_pattern.ts";
import { starColouring } from "../../lib/sparse/star_colouring.ts";
import { law } from "../laws/runs.ts";

const orders: (ColouringOrder | undefined)[] = [
  undefined,
  "natural",
  "largest-first",
  "smallest-last",
];

/** The pattern of the places for which a condition holds. */
function patternOf(m: number, n: number, isThere: (i: number, j: number) => boolean) {
  const starts = [0];
  const columns: number[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) if (isThere(i, j)) columns.push(j);
    starts.push(columns.length);
  }
  return new SparsityPattern([m, n], Int32Array.from(starts), Int32Array.from(columns));
}

const places = fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 120, size: "max" });

describe("A colouring of columns", () => {
  for (const order of orders) {
    law(
      `gives columns with a common row different colours (${order ?? "any order"})`,
      fc.property(places, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (
        places,
        m,
        n,
      ) => {
        const there = new Set(places.map(([i, j]) => `${i % m},${j % n}`));
        const pattern = patternOf(m, n, (i, j) => there.has(`${i},${j}`));
        const { colours, count } = columnColouring(pattern, order);
        for (let i = 0; i < m; i++) {
          const own = [...pattern.columns.subarray(pattern.rows[i], pattern.rows[i + 1])];
          assertEquals(new Set(own.map((j) => colours[j])).size, own.length);
        }
        assert(count >= longestRow(pattern));
        assertEquals(count, Math.max(-1, ...colours) + 1);
      }),
    );
  }
});

describe("A star colouring", () => {
  for (const order of orders) {
    law(
      `tells neighbours apart, and has no path of four in two colours (${order ?? "any order"})`,
      fc.property(places, fc.integer({ min: 1, max: 40 }), (places, n) => {
        const there = new Set(
          places.flatMap(([i, j]) => [`${i % n},${j % n}`, `${j % n},${i % n}`]),
        );
        const pattern = patternOf(n, n, (i, j) => there.has(`${i},${j}`));
        const { colours } = starColouring(pattern, order);
        const neighbours = Array.from(
          { length: n },
          (_, i) =>
            [...pattern.columns.subarray(pattern.rows[i], pattern.rows[i + 1])].filter((j) =>
              j !== i
            ),
        );
        neighbours.forEach((own, b) => {
          for (const a of own) {
            assert(colours[a] !== colours[b]);
            for (const c of own) {
              if (a === c || colours[a] !== colours[c]) continue;
              for (const d of neighbours[c]) assert(d === b || colours[d] !== colours[b]);
            }
          }
        });
      }),
    );
  }
});

describe("The number of colours", () => {
  const n = 200;
  const shapes: [string, (i: number, j: number) => boolean, columns: number, star: number][] = [
    ["a diagonal", (i, j) => i === j, 1, 1],
    ["a tridiagonal", (i, j) => Math.abs(i - j) <= 1, 3, 3],
    ["a band of width 7", (i, j) => Math.abs(i - j) <= 3, 7, 7],
    ["blocks of four", (i, j) => i >> 2 === j >> 2, 4, 4],
    ["a full matrix", () => true, n, n],
    ["an arrow", (i, j) => i === j || i === 0 || j === 0, n, 2],
    ["an arrow that points the other way", (i, j) => i === j || i === n - 1 || j === n - 1, n, 2],
    ["an empty matrix", () => false, 0, 0],
  ];
  for (const [name, isThere, columns, star] of shapes) {
    it(`is the least for ${name}`, () => {
      const pattern = patternOf(n, n, isThere);
      assertEquals(columnColouring(pattern).count, columns);
      assertEquals(starColouring(pattern).count, star);
    });
  }

  it("is bounded for the Laplacian of a square by every order", () => {
    const side = 20;
    const isThere = (i: number, j: number) => {
      const [dx, dy] = [i % side - j % side, Math.floor(i / side) - Math.floor(j / side)];
      return Math.abs(dx) + Math.abs(dy) <= 1;
    };
    const pattern = patternOf(side * side, side * side, isThere);
    for (const order of orders) {
      assert(columnColouring(pattern, order).count <= 9);
      assert(starColouring(pattern, order).count <= 9);
    }
  });
});
