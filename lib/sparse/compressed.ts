// A colouring in use: which columns have a direction in which pass, and where each entry of the matrix is found
// among the products with the directions.

import { MOST_DIRECTIONS } from "../values/block.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Colouring } from "./colouring.ts";
import type { Coloured, SparseValues } from "./sparse_matrix.ts";
import { rowsOfEntries, type SparsityPattern } from "./sparsity_pattern.ts";

/** A pattern with a colouring, and for each entry the product that holds it. */
export interface Compression {
  readonly pattern: SparsityPattern;
  readonly coloured: Coloured;
  readonly count: number;
  /** The colour of each input, or where rows are coloured of each output; −1 for none. */
  readonly colours: Int32Array;
  /** For each entry, the output whose tangent it is, or the input whose cotangent. */
  readonly carriers: Int32Array;
  /** For each entry, the colour of the direction along which it is. */
  readonly along: Int32Array;
}

/** Returns the compression of a Jacobian by the colours of its columns. */
export function byColumnColours(pattern: SparsityPattern, colouring: Colouring): Compression {
  const { shape: [m], rows, columns } = pattern;
  const { colours, count } = colouring;
  const carriers = rowsOfEntries(rows, m, columns.length);
  const along = columns.map((column) => colours[column]);
  return { pattern, coloured: "columns", count, colours, carriers, along };
}

/** Returns the compression of a Jacobian by the colours of its rows. */
export function byRowColours(pattern: SparsityPattern, colouring: Colouring): Compression {
  const { shape: [m], rows, columns } = pattern;
  const { colours, count } = colouring;
  const along = rowsOfEntries(rows, m, columns.length).map((row) => colours[row]);
  return { pattern, coloured: "rows", count, colours, carriers: columns, along };
}

/**
 * Returns the compression of a Hessian by a star colouring. An entry is read from its own row where no other column
 * of its colour has an entry there, and from that of its mirror image elsewhere.
 */
export function byStarColours(pattern: SparsityPattern, colouring: Colouring): Compression {
  const { shape: [n], rows, columns } = pattern;
  const { colours, count } = colouring;
  const rowOf = rowsOfEntries(rows, n, columns.length);
  const carriers = new Int32Array(columns.length);
  const along = new Int32Array(columns.length);
  // How many entries of a row have each colour, counted row by row.
  const counts = new Int32Array(count);
  for (let i = 0; i < n; i++) {
    for (let k = rows[i]; k < rows[i + 1]; k++) counts[colours[columns[k]]]++;
    for (let k = rows[i]; k < rows[i + 1]; k++) {
      const isAlone = counts[colours[columns[k]]] === 1;
      carriers[k] = isAlone ? rowOf[k] : columns[k];
      along[k] = colours[isAlone ? columns[k] : rowOf[k]];
    }
    for (let k = rows[i]; k < rows[i + 1]; k++) counts[colours[columns[k]]] = 0;
  }
  return { pattern, coloured: "star", count, colours, carriers, along };
}

/** A compression, divided into passes of so many directions each. */
export interface Passes {
  readonly compression: Compression;
  /** The most directions of one pass. */
  readonly most: number;
  /** The numbers of the entries, pass by pass; those of a pass begin at its place in `starts`. */
  readonly entries: Int32Array;
  readonly starts: Int32Array;
}

/** Most numbers that the blocks of one pass may take, so that a pass fits into memory: 128 megabytes. */
const MOST_NUMBERS = 2 ** 24;

/**
 * Divides the colours into passes.
 *
 * @param places the number of places of the run, each of which may have a number along each direction of a pass
 */
export function passesOf(compression: Compression, places: number): Passes {
  const { count, along } = compression;
  const most = Math.max(1, Math.min(MOST_DIRECTIONS, Math.floor(MOST_NUMBERS / (places + 1))));
  const starts = new Int32Array(Math.ceil(count / most) + 1);
  const passOf = (entry: number) => Math.floor(along[entry] / most);
  for (let k = 0; k < along.length; k++) starts[passOf(k) + 1]++;
  for (let pass = 0; pass + 1 < starts.length; pass++) starts[pass + 1] += starts[pass];
  const next = starts.slice();
  const entries = new Int32Array(along.length);
  for (let k = 0; k < along.length; k++) entries[next[passOf(k)]++] = k;
  return { compression, most, entries, starts };
}

/** Returns the product that a carrier has along a direction of the pass; `undefined` is a structural zero. */
export type Product = (carrier: number, direction: number) => Scalar | undefined;

/**
 * Returns the values of all entries.
 *
 * @param pass runs a pass, given the direction of each input or output, −1 for none, and the number of directions;
 * `undefined` if it cannot
 */
export function decompressed<S extends Scalar>(
  { compression, most, entries, starts }: Passes,
  pass: (directions: Int32Array, count: number) => Product | undefined,
): SparseValues<S> | undefined {
  const { count, colours, carriers, along } = compression;
  const numbers = new Float64Array(along.length);
  let scalars: Scalar[] | undefined;
  for (let first = 0, p = 0; first < count; first += most, p++) {
    const size = Math.min(most, count - first);
    const directions = colours.map((colour) =>
      colour >= first && colour < first + size ? colour - first : -1
    );
    const product = pass(directions, size);
    if (product === undefined) return undefined;
    for (let at = starts[p]; at < starts[p + 1]; at++) {
      const k = entries[at];
      const value = product(carriers[k], along[k] - first) ?? 0;
      if (typeof value !== "number") scalars ??= Array.from(numbers);
      if (scalars !== undefined) scalars[k] = value;
      else numbers[k] = value as number;
    }
  }
  return (scalars ?? numbers) as unknown as SparseValues<S>;
}
