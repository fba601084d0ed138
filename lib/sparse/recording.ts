// One run of a function, written down on a level that interprets operations: which operation was applied to which
// earlier results. Two runs with equal columns took the same way, whatever they branched on, a comparison, a
// number in a closure or a native `if`; so a pattern found for one holds for the other.

import {
  aboveRow,
  belowRow,
  half,
  isPositive,
  kinkAtNaN,
  kinkAtOther,
  kinkAtTie,
  kinkAtZero,
  share,
  shareOfSeveral,
  side,
  tie,
} from "../elementary/kinks.ts";
import { applied, partialMapsOf } from "../operations/linearised.ts";
import type { Call } from "../trees/call.ts";
import type { FlatCall } from "../trees/flat.ts";
import { type FlatResult, flatResultBy, resultLeaves, scalarResult } from "../trees/result.ts";
import { Carrier } from "../values/box.ts";
import { outside, outsideResult, present } from "../values/membership.ts";
import type { Interpretation, JointOperation } from "../values/interpretation.ts";
import { closing, Level } from "../values/level.ts";
import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import {
  A_CONSTANT,
  AN_INPUT,
  BY_RULE,
  emptyColumns,
  longer,
  type RecordingColumns,
} from "./recording_columns.ts";

/** In place of bits for the operands that an operation follows: it depends on which of them it selects. */
const BY_SELECTION = -1;

/** A run that has been written down. Its inputs are the first places, in order. */
export class Recording implements Interpretation {
  operations: Int32Array;
  left: Int32Array;
  right: Int32Array;
  values: Float64Array;
  /** The number of places. */
  size = 0;
  /** The operands of operations of lists, one list after the other. */
  readonly lists: number[] = [];
  /** The place of each result, −1 where it depends on no input. */
  readonly outputs: number[] = [];
  /** The operations that occur, by number. */
  readonly known: Map<number, Operation> = new Map();
  /** Whether all values are plain numbers: no other derivative or trace is around. */
  areNumbers = true;
  /** Whether a function with a rule of its own takes part. */
  hasRules = false;
  readonly inputs: number;
  readonly order: 1 | 2;
  private readonly level: Level;
  /** Which operands each operation follows, by its number. */
  private readonly followed: number[] = [];

  /**
   * @param order of the derivatives that are taken of the run
   * @param columns those of an earlier run, to be written over
   */
  constructor(
    { verb, f }: Call,
    inputs: number,
    order: 1 | 2,
    columns: RecordingColumns = emptyColumns(),
  ) {
    this.inputs = inputs;
    this.order = order;
    this.operations = columns.operations;
    this.left = columns.left;
    this.right = columns.right;
    this.values = columns.values;
    this.level = new Level("interpreted", verb, f, this);
  }

  /**
   * Runs the function, and returns what it returned, outside of the level. At second order one real is wanted, in
   * place of a tree.
   */
  run(call: Call, flat: FlatCall, hasAux: boolean): FlatResult {
    const { level } = this;
    return closing(level, () => {
      const boxes = flat.leaves.map((leaf) => this.box(AN_INPUT, 0, 0, present(leaf)));
      const leavesIn = this.order === 2 ? onlyLeaf : resultLeaves;
      const result = flatResultBy(leavesIn, call, flat.run(boxes), level, hasAux);
      const leaves = result.leaves.map((leaf) => {
        this.outputs.push(this.placeIn(leaf));
        return outsideResult(level, leaf);
      });
      return { ...result, leaves };
    });
  }

  operation(operation: Operation, operands: readonly Scalar[]): Scalar {
    const { arity, id, value } = operation;
    const followed = this.followed[id] ?? this.followedBy(operation);
    if (arity === "list" || followed === BY_SELECTION) {
      return this.anyOperation(operation, operands, followed);
    }
    // Fast path for most operations: without a list of places, a run takes two thirds of the time.
    const [x, y] = operands;
    const p = this.primalIn(x);
    const left = (followed & 1) === 0 ? -1 : this.placeIn(x);
    if (arity === 1) {
      const z = typeof p === "number" ? value(p) : applied(operation, [p]);
      return left < 0 ? z : this.box(id, left, left, z);
    }
    const q = this.primalIn(y);
    const right = (followed & 2) === 0 ? -1 : this.placeIn(y);
    const areNumbers = typeof p === "number" && typeof q === "number";
    const z = areNumbers ? value(p, q) : applied(operation, [p, q]);
    if (left < 0 && right < 0) return z;
    const from = left < 0 ? this.constant(p) : left;
    return this.box(id, from, right < 0 ? this.constant(q) : right, z);
  }

  private anyOperation(
    operation: Operation,
    operands: readonly Scalar[],
    followed: number,
  ): Scalar {
    const { arity, id } = operation;
    const primals = operands.map((x) => this.primalIn(x));
    const z = applied(operation, primals);
    const mapOf = followed === BY_SELECTION
      ? partialMapsOf(operation, primals, z, this.level)
      : undefined;
    const places = operands.map((x, i) => {
      const isZero = mapOf === undefined ? followed === 0 : mapOf(i) === undefined;
      return isZero ? -1 : this.placeIn(x);
    });
    if (places.every((place) => place < 0)) return z;
    const own = places.map((place, i) => place < 0 ? this.constant(primals[i]) : place);
    if (arity !== "list") return this.box(id, own[0], own[arity - 1], z);
    const start = this.lists.length;
    for (const place of own) this.lists.push(place);
    return this.box(id, start, own.length, z);
  }

  /** Returns which operands an operation follows, as bits, and enters it among those that are known. */
  private followedBy(operation: Operation): number {
    const { id, row } = operation;
    const { partials } = row as unknown as { readonly partials: number | readonly unknown[] };
    this.known.set(id, operation);
    // A constant 0 is a structural zero: the operand is not followed.
    const isZero = (i: number) => (Array.isArray(partials) ? partials[i] : partials) === 0;
    const bits = (isZero(0) ? 0 : 1) | (isZero(1) ? 0 : 2);
    return this.followed[id] = jumps.includes(row) ? BY_SELECTION : bits;
  }

  /** Of a rule it is only known that every result may depend on every operand. */
  joint(operation: JointOperation, operands: readonly Scalar[]): Scalar[] {
    const { level } = this;
    const { results } = operation.vjp(operands.map((x) => outside(level, x)));
    const from = operands.map((x) => this.placeIn(x)).filter((place) => place >= 0);
    this.hasRules = true;
    return results.map((result) => {
      // A rule may close over boxes of the level, and return one.
      const own = this.placeIn(result);
      const places = own < 0 ? from : [...from, own];
      const z = outsideResult(level, result);
      if (places.length === 0) return z;
      const start = this.lists.length;
      this.lists.push(...places);
      return this.box(BY_RULE, start, places.length, z);
    });
  }

  private primalIn(x: Scalar): Scalar {
    if (typeof x === "number") return x;
    if (x instanceof Carrier && x.level === this.level && typeof x.primal === "number") {
      return x.primal;
    }
    return outside(this.level, x);
  }

  private placeIn(x: Scalar): number {
    if (typeof x === "number") return -1;
    return x instanceof Carrier && x.level === this.level ? x.carried : -1;
  }

  private constant(x: Scalar): number {
    return this.append(A_CONSTANT, 0, 0, x);
  }

  private box(operation: number, left: number, right: number, z: Scalar): Carrier<number> {
    return new Carrier(this.level, z, this.append(operation, left, right, z));
  }

  private append(operation: number, left: number, right: number, z: Scalar): number {
    const place = this.size++;
    if (place === this.operations.length) this.grow();
    this.operations[place] = operation;
    this.left[place] = left;
    this.right[place] = right;
    if (typeof z === "number") this.values[place] = z;
    else this.areNumbers = false;
    return place;
  }

  private grow(): void {
    const length = 2 * this.operations.length;
    this.operations = longer(this.operations, new Int32Array(length));
    this.left = longer(this.left, new Int32Array(length));
    this.right = longer(this.right, new Int32Array(length));
    this.values = longer(this.values, new Float64Array(length));
  }
}

/**
 * Rows that are constant between kinks, and are derivatives of others. Away from a kink the result of one is a
 * number and no box, as in the modes, so that the chain rule does not follow it. Of `max` and its like, which
 * always select something, all operands are followed: else each selection would make a way of its own.
 */
const jumps: readonly unknown[] = [
  aboveRow.row,
  belowRow.row,
  half.row,
  kinkAtNaN.row,
  kinkAtOther.row,
  kinkAtTie.row,
  kinkAtZero.row,
  share.row,
  shareOfSeveral.row,
  side.row,
  isPositive.row,
  tie.row,
];

function onlyLeaf(call: Call, value: unknown): Scalar[] {
  return [scalarResult(call, value)];
}
