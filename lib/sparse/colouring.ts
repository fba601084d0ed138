// Colours of columns, so that no two columns of one colour have an entry in the same row: then one direction with
// a 1 for each column of the colour gives all their entries at once (Curtis, Powell and Reid 1974). Greedy: each
// column in turn gets the first colour that is free (Gebremedhin, Manne and Pothen 2005).

import { MOST_DIRECTIONS } from "../values/block.ts";
import { byColumns, type SparsityPattern } from "./sparsity_pattern.ts";
import { largestFirst, natural, smallestLast } from "./vertex_orders.ts";

/** The order in which columns are given colours. */
export type ColouringOrder = "natural" | "largest-first" | "smallest-last";

/** All orders, in the order in which they are tried. */
export const colouringOrders: readonly ColouringOrder[] = [
  "natural",
  "smallest-last",
  "largest-first",
];

/** Colours, numbered from 0; −1 for what has no entries and needs none. */
export interface Colouring {
  readonly colours: Int32Array;
  readonly count: number;
}

/**
 * Colours the columns of a pattern.
 *
 * @param order the order in which they come; where it is not given, that of all which takes the fewest colours
 */
export function columnColouring(pattern: SparsityPattern, order?: ColouringOrder): Colouring {
  const least = longestRow(pattern);
  if (isNearlyFull(least, pattern.shape[1])) return oneEach(pattern);
  const orders = order === undefined ? colouringOrders : [order];
  let best: Colouring | undefined;
  for (const own of orders) {
    const found = greedy(pattern, columnsIn(own, pattern));
    if (best === undefined || found.count < best.count) best = found;
    if (best.count === least) break;
  }
  return best!;
}

/**
 * Checks whether so few colours can be saved that looking for them is not worth the while: a greedy colouring of
 * many columns of which half or more are all in one row takes time that is quadratic in their number.
 */
export function isNearlyFull(least: number, columns: number): boolean {
  return columns > MOST_DIRECTIONS && 2 * least > columns;
}

/** Returns the number of entries in the longest row: no colouring of the columns has fewer colours. */
export function longestRow({ rows }: SparsityPattern): number {
  let longest = 0;
  for (let i = 0; i + 1 < rows.length; i++) longest = Math.max(longest, rows[i + 1] - rows[i]);
  return longest;
}

/** Returns a colour for each column that has entries. */
export function oneEach({ shape: [, n], columns }: SparsityPattern): Colouring {
  const colours = new Int32Array(n).fill(-1);
  for (const column of columns) colours[column] = 0;
  let count = 0;
  for (let j = 0; j < n; j++) if (colours[j] === 0) colours[j] = count++;
  return { colours, count };
}

function greedy(pattern: SparsityPattern, order: Int32Array): Colouring {
  const { shape: [, n], rows, columns } = pattern;
  const transposed = pattern.transposed();
  const colours = new Int32Array(n).fill(-1);
  const forbiddenFor = new Int32Array(n + 1).fill(-1);
  let count = 0;
  for (const column of order) {
    for (let k = transposed.rows[column]; k < transposed.rows[column + 1]; k++) {
      const row = transposed.columns[k];
      for (let l = rows[row]; l < rows[row + 1]; l++) {
        const colour = colours[columns[l]];
        if (colour >= 0) forbiddenFor[colour] = column;
      }
    }
    let colour = 0;
    while (forbiddenFor[colour] === column) colour++;
    colours[column] = colour;
    count = Math.max(count, colour + 1);
  }
  return { colours, count };
}

/** Returns the columns that have entries, in an order. */
function columnsIn(order: ColouringOrder, pattern: SparsityPattern): Int32Array {
  const { shape: [m, n], rows, columns } = pattern;
  const { starts } = byColumns(pattern);
  const isVertex = (column: number) => starts[column + 1] > starts[column];
  // Neighbours are counted once for each row that they share: an upper bound that costs no set.
  const degrees = new Int32Array(n);
  for (let i = 0; i < m; i++) {
    for (let k = rows[i]; k < rows[i + 1]; k++) degrees[columns[k]] += rows[i + 1] - rows[i] - 1;
  }
  if (order === "natural") return natural(n, isVertex);
  if (order === "largest-first") return largestFirst(degrees, isVertex);
  const transposed = pattern.transposed();
  return smallestLast(degrees, isVertex, (column, visit) => {
    for (let k = transposed.rows[column]; k < transposed.rows[column + 1]; k++) {
      const row = transposed.columns[k];
      for (let l = rows[row]; l < rows[row + 1]; l++) {
        if (columns[l] !== column) visit(columns[l]);
      }
    }
  });
}
