// The ways that calls of one function have taken, with what was found of each: its patterns and their colourings.
// Every call is written down and compared with them, so that a pattern is never used on a way it was not found on.

import type { Call } from "../trees/call.ts";
import type { FlatCall } from "../trees/flat.ts";
import type { FlatResult } from "../trees/result.ts";
import {
  byColumnColours,
  byRowColours,
  byStarColours,
  type Compression,
  type Passes,
  passesOf,
} from "./compressed.ts";
import { type ColouringOrder, columnColouring, longestRow } from "./colouring.ts";
import { askedPlaces } from "./curved_places.ts";
import { hessianPattern, jacobianPattern } from "./patterns.ts";
import { Recording } from "./recording.ts";
import type { RecordingColumns } from "./recording_columns.ts";
import { isRunOf, type RunStructure, structureOfRun } from "./run_structure.ts";
import type { SparsityPattern } from "./sparsity_pattern.ts";
import { starColouring } from "./star_colouring.ts";

/** Most ways that are kept of one function. */
const MOST_WAYS = 16;
/** Most places of all ways that are kept, of which each takes some thirty bytes. */
const MOST_PLACES = 2 ** 23;

/** How a matrix is coloured. */
export interface ColouringChoice {
  readonly order: ColouringOrder | undefined;
  readonly colour: "columns" | "rows" | undefined;
}

/** One way through a function, with what has been found of it. */
export class Way {
  readonly structure: RunStructure;
  private foundAsked: Uint8Array | undefined;
  private foundPattern: SparsityPattern | undefined;
  private foundPasses: Passes | undefined;
  private readonly order: 1 | 2;

  /** @param order of the derivatives */
  constructor(structure: RunStructure, order: 1 | 2) {
    this.structure = structure;
    this.order = order;
  }

  /** The pattern of its Jacobian, or of its Hessian. */
  get pattern(): SparsityPattern {
    return this.foundPattern ??= this.order === 1
      ? jacobianPattern(this.structure)
      : hessianPattern(this.structure, this.asked);
  }

  /** A mark for each place whose tangent is asked for at second order. */
  get asked(): Uint8Array {
    return this.foundAsked ??= askedPlaces(this.structure);
  }

  /** Returns the pattern with colours, divided into passes. */
  passes(choice: ColouringChoice): Passes {
    return this.foundPasses ??= passesOf(this.compression(choice), this.structure.size);
  }

  private compression(choice: ColouringChoice): Compression {
    const { pattern } = this;
    return this.order === 1
      ? jacobianCompression(pattern, choice)
      : byStarColours(pattern, starColouring(pattern, choice.order));
  }
}

/** A call that has been written down. */
export interface RecordedCall {
  readonly way: Way;
  readonly result: FlatResult;
  /** The numbers of all places, `undefined` where some are none, or a rule takes part. */
  readonly values: Float64Array | undefined;
  /** Leaves the columns to the next call. */
  readonly release: () => void;
}

/** All ways that have been seen of one function. */
export class Ways {
  /** The latest first. */
  readonly list: Way[] = [];
  private spare: RecordingColumns | undefined;
  private readonly order: 1 | 2;

  /** @param order of the derivatives */
  constructor(order: 1 | 2) {
    this.order = order;
  }

  /** Writes a call down, and finds its way among those that have been seen, or makes it one of them. */
  record(call: Call, flat: FlatCall, hasAux: boolean): RecordedCall {
    const { spare } = this;
    // While this call runs, another one, from inside the function, must not write into the same columns.
    this.spare = undefined;
    const recording = new Recording(call, flat.leaves.length, this.order, spare);
    const result = recording.run(call, flat, hasAux);
    const { operations, left, right, values, areNumbers, hasRules } = recording;
    return {
      way: this.wayOf(recording),
      result,
      values: areNumbers && !hasRules ? values : undefined,
      release: () => this.spare = { operations, left, right, values },
    };
  }

  private wayOf(recording: Recording): Way {
    const { list } = this;
    const at = list.findIndex(({ structure }) => isRunOf(structure, recording));
    const way = at < 0 ? new Way(structureOfRun(recording), this.order) : list[at];
    if (at > 0) list.splice(at, 1);
    if (at !== 0) list.unshift(way);
    let places = 0;
    const end = list.findIndex(({ structure: { size } }) => (places += size) > MOST_PLACES);
    // The way of this call is kept, however long it is.
    list.length = Math.min(list.length, MOST_WAYS, end < 0 ? MOST_WAYS : Math.max(1, end));
    return way;
  }
}

/** Colours columns or rows, whichever takes fewer colours, and columns where both take as many. */
function jacobianCompression(
  pattern: SparsityPattern,
  { order, colour }: ColouringChoice,
): Compression {
  const transposed = pattern.transposed();
  const byColumns = () => byColumnColours(pattern, columnColouring(pattern, order));
  const byRows = () => byRowColours(pattern, columnColouring(transposed, order));
  if (colour !== undefined) return colour === "columns" ? byColumns() : byRows();
  // The side that can do with fewer colours goes first; if it does, the other cannot do better.
  const [leastByColumns, leastByRows] = [longestRow(pattern), longestRow(transposed)];
  if (leastByRows < leastByColumns) {
    const rows = byRows();
    if (rows.count < leastByColumns) return rows;
    const columns = byColumns();
    return columns.count <= rows.count ? columns : rows;
  }
  const columns = byColumns();
  if (columns.count <= leastByRows) return columns;
  const rows = byRows();
  return rows.count < columns.count ? rows : columns;
}
