// Colours of the variables of a Hessian, so that neighbours differ and no path of four has two colours only. Then
// each entry stands alone, in its own row or in that of its mirror image (Coleman and Moré 1984). The vertices of
// two colours that are joined form stars, and a greedy colouring that knows the stars need not look for paths
// (Gebremedhin, Tarafdar, Manne and Pothen 2007).

import type { Colouring, ColouringOrder } from "./colouring.ts";
import { colouringOrders, isNearlyFull, longestRow, oneEach } from "./colouring.ts";
import type { SparsityPattern } from "./sparsity_pattern.ts";
import { largestFirst, natural, smallestLast } from "./vertex_orders.ts";

/** The star is an edge alone, of which either end may become the hub. */
const NO_HUB = -1;

/**
 * Colours the variables of a symmetric pattern.
 *
 * @param order the order in which they come; where it is not given, that of all which takes the fewest colours
 */
export function starColouring(pattern: SparsityPattern, order?: ColouringOrder): Colouring {
  const { shape: [n], size } = pattern;
  if (longestRow(pattern) === 0 || isNearlyFull(size / n, n)) return oneEach(pattern);
  const orders = order === undefined ? colouringOrders : [order];
  let best: Colouring | undefined;
  for (const own of orders) {
    const found = greedyStars(pattern, variablesIn(own, pattern));
    if (best === undefined || found.count < best.count) best = found;
    if (best.count <= 2) break;
  }
  return best!;
}

function greedyStars(pattern: SparsityPattern, order: Int32Array): Colouring {
  const { shape: [n], rows, columns } = pattern;
  const colours = new Int32Array(n).fill(-1);
  const forbiddenFor = new Int32Array(n + 1).fill(-1);
  const hubs: number[] = [];
  // Of each vertex the colours of its neighbours, and for each of these the star of the edges to them. All edges
  // from one vertex to neighbours of one colour are in one star.
  const starsAt: Map<number, number>[] = Array.from({ length: n }, () => new Map());
  const neighbourOf = new Int32Array(n);
  const groupedFor = new Int32Array(n + 1).fill(-1);
  let count = 0;

  for (const vertex of order) {
    const isFree = (colour: number) => forbiddenFor[colour] !== vertex;
    const forbid = (colour: number) => forbiddenFor[colour] = vertex;
    for (let k = rows[vertex]; k < rows[vertex + 1]; k++) {
      const neighbour = columns[k];
      const colour = colours[neighbour];
      if (neighbour === vertex || colour < 0) continue;
      forbid(colour);
      if (groupedFor[colour] !== vertex) {
        groupedFor[colour] = vertex;
        neighbourOf[colour] = neighbour;
        // With x of this vertex's colour around a hub y that has the neighbour's: vertex, neighbour, x, y.
        for (const [other, star] of starsAt[neighbour]) {
          if (hubs[star] !== NO_HUB && hubs[star] !== neighbour) forbid(other);
        }
      } else {
        // Two neighbours of one colour: x, neighbour, vertex, the other one.
        for (const other of starsAt[neighbourOf[colour]].keys()) forbid(other);
        for (const other of starsAt[neighbour].keys()) forbid(other);
      }
    }
    let colour = 0;
    while (!isFree(colour)) colour++;
    colours[vertex] = colour;
    count = Math.max(count, colour + 1);
    enterStars(vertex, colour);
  }
  return { colours, count };

  /** Enters the edges from a vertex that has just got its colour. */
  function enterStars(vertex: number, own: number): void {
    const around = starsAt[vertex];
    for (let k = rows[vertex]; k < rows[vertex + 1]; k++) {
      const neighbour = columns[k];
      const colour = colours[neighbour];
      if (neighbour === vertex || colour < 0) continue;
      const joined = starsAt[neighbour].get(own);
      const begun = around.get(colour);
      if (joined !== undefined) {
        hubs[joined] = neighbour;
        around.set(colour, joined);
      } else if (begun !== undefined) {
        hubs[begun] = vertex;
        starsAt[neighbour].set(own, begun);
      } else {
        const star = hubs.push(NO_HUB) - 1;
        around.set(colour, star);
        starsAt[neighbour].set(own, star);
      }
    }
  }
}

/** Returns the variables that have entries, in an order. */
function variablesIn(order: ColouringOrder, pattern: SparsityPattern): Int32Array {
  const { shape: [n], rows, columns } = pattern;
  const isVertex = (variable: number) => rows[variable + 1] > rows[variable];
  if (order === "natural") return natural(n, isVertex);
  const degrees = new Int32Array(n);
  for (let i = 0; i < n; i++) degrees[i] = rows[i + 1] - rows[i] - (pattern.has(i, i) ? 1 : 0);
  if (order === "largest-first") return largestFirst(degrees, isVertex);
  return smallestLast(degrees, isVertex, (variable, visit) => {
    for (let k = rows[variable]; k < rows[variable + 1]; k++) {
      if (columns[k] !== variable) visit(columns[k]);
    }
  });
}
