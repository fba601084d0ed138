// A program as data: a list of instructions, each an operation of instructions before it. Equal ones are
// shared as they are made, what is known is computed at once, and only what keeps every bit is simplified.

import { chosen } from "../operations/choice.ts";
import { evaluate, type Operation, operationOf } from "../values/operation.ts";
import { greatest } from "../elementary/helpers.ts";
import { max, min } from "../elementary/piecewise.ts";
import { sum } from "../elementary/reductions.ts";
import { reciprocalByLogarithm, reciprocalOfPositive } from "../elementary/slopes.ts";
import { held } from "../elementary/ties.ts";
import { listingOf } from "./print.ts";
import { ADD, MUL, simplerBinary, simplerUnary } from "./simplify.ts";
import { HashTable } from "./hash_table.ts";

/** The place of an instruction in its graph. */
export type Place = number;

/** In the column of operations: an input, numbered by the left operand. */
export const INPUT = -1;
/** In the column of operations: a constant, whose bits are the operands. */
export const CONSTANT = -2;

const SUM = /* @__PURE__ */ operationOf(sum.row, "list");
const MAX = /* @__PURE__ */ operationOf(max.row, "list");
const GREATEST = /* @__PURE__ */ operationOf(greatest.row, "list");
const MIN = /* @__PURE__ */ operationOf(min.row, "list");
const CLAMP = /* @__PURE__ */ operationOf(held.row, "list");
const WHERE = /* @__PURE__ */ operationOf(chosen.row, "list");
const RECIPROCAL_BY_LOGARITHM = /* @__PURE__ */ operationOf(reciprocalByLogarithm.row, 2);
const RECIPROCAL_OF_POSITIVE = /* @__PURE__ */ operationOf(reciprocalOfPositive.row, 1);

/** A number, and its bits. */
const float = /* @__PURE__ */ new Float64Array(1);
const words = /* @__PURE__ */ new Int32Array(float.buffer);

/** A program without branches, in the order in which it was traced. */
export class Graph {
  /** How many instructions there are. */
  size = 0;
  /** The number of each instruction's operation. */
  operations: Int32Array = new Int32Array(64);
  /** Its first operand, or where its operands begin in `lists`. */
  left: Int32Array = new Int32Array(64);
  /** Its second operand, or how many operands it has in `lists`. */
  right: Int32Array = new Int32Array(64);
  /** The operands of operations of lists, one after the other. */
  readonly lists: Place[] = [];
  inputs = 0;
  private readonly table = new HashTable();
  /** The operations there are in it, by number: a graph keeps its rows. */
  private readonly known = new Map<number, Operation>();

  /** @param form whether operations are simplified as they are made; equal ones are shared either way */
  constructor(private readonly form: "simplified" | "as written" = "simplified") {}

  /** One more input. */
  input(): Place {
    return this.append(INPUT, this.inputs++, 0);
  }

  /** A constant: −0, 0 and NaN are three of them. */
  constant(value: number): Place {
    // There is one NaN, whatever its bits.
    float[0] = value === value ? value : NaN;
    return this.share(CONSTANT, words[0], words[1]);
  }

  /** Whether an instruction is a constant. */
  isConstant(place: Place): boolean {
    return this.operations[place] === CONSTANT;
  }

  /** The constant that an instruction is, or `undefined`. */
  constantAt(place: Place): number | undefined {
    if (!this.isConstant(place)) return undefined;
    words[0] = this.left[place];
    words[1] = this.right[place];
    return float[0];
  }

  /** The operation of an instruction; `undefined` for an input or a constant. */
  operationAt(place: Place): Operation | undefined {
    return this.known.get(this.operations[place]);
  }

  /** How many operands an instruction has. */
  count(place: Place): number {
    const operation = this.operationAt(place);
    if (operation === undefined) return 0;
    return operation.arity === "list" ? this.right[place] : operation.arity;
  }

  /** One of the operands of an instruction. */
  operand(place: Place, index: number): Place {
    if (this.operationAt(place)!.arity === "list") return this.lists[this.left[place] + index];
    return index === 0 ? this.left[place] : this.right[place];
  }

  /** The operands of an instruction. */
  operands(place: Place): Place[] {
    return Array.from({ length: this.count(place) }, (_, i) => this.operand(place, i));
  }

  /** An operation of one operand. */
  unary(operation: Operation, x: Place): Place {
    const simpler = this.form === "simplified" ? simplerUnary(this, operation, x) : undefined;
    return simpler ?? this.shareOperation(operation, x, 0);
  }

  /** An operation of two operands. */
  binary(operation: Operation, x: Place, y: Place): Place {
    // The logarithm serves derivatives alone: to a program it would be computed for nothing.
    if (operation === RECIPROCAL_BY_LOGARITHM) return this.unary(RECIPROCAL_OF_POSITIVE, x);
    if (this.form === "as written") return this.shareOperation(operation, x, y);
    const simpler = simplerBinary(this, operation, x, y);
    if (simpler !== undefined) return simpler;
    const commutes = operation === ADD || operation === MUL;
    return commutes && y < x
      ? this.shareOperation(operation, y, x)
      : this.shareOperation(operation, x, y);
  }

  /** An operation of a list of operands. */
  list(operation: Operation, xs: readonly Place[]): Place {
    if (this.form === "as written") return this.shareList(operation, xs);
    const values = xs.map((x) => this.constantAt(x));
    if (values.every((value) => value !== undefined)) {
      return this.constant(evaluate(operation, values));
    }
    switch (operation) {
      case SUM:
        return xs.reduce((total, x) => this.binary(ADD, total, x), this.constant(0));
      case MAX:
      case GREATEST:
        return xs.reduce((best, x) => this.pair(MAX, best, x));
      case MIN:
        return xs.reduce((best, x) => this.pair(MIN, best, x));
      case CLAMP:
        return this.pair(MIN, this.pair(MAX, xs[0], xs[1]), xs[2]);
      case WHERE:
        if (values[0] !== undefined) return values[0] !== 0 ? xs[1] : xs[2];
        if (xs[1] === xs[2]) return xs[1];
        break;
    }
    return this.shareList(operation, xs);
  }

  /** x where the condition is not 0, and y where it is. */
  where(condition: Place, x: Place, y: Place): Place {
    return this.list(WHERE, [condition, x, y]);
  }

  /** Whether two graphs begin with the same instructions. */
  beginsLike(other: Graph, size: number): boolean {
    if (this.size < size || other.size < size) return false;
    for (let place = 0; place < size; place++) if (!this.isLike(other, place)) return false;
    return true;
  }

  private isLike(other: Graph, place: Place): boolean {
    if (this.operations[place] !== other.operations[place]) return false;
    if (this.isConstant(place)) {
      return this.left[place] === other.left[place] && this.right[place] === other.right[place];
    }
    const count = this.count(place);
    if (count !== other.count(place)) return false;
    for (let i = 0; i < count; i++) {
      if (this.operand(place, i) !== other.operand(place, i)) return false;
    }
    return true;
  }

  /** The listing of all instructions, one a line: `v2 = mul(v0, v1)`. */
  toString(): string {
    return listingOf(this);
  }

  private pair(operation: Operation, x: Place, y: Place): Place {
    const a = this.constantAt(x);
    const b = this.constantAt(y);
    if (a !== undefined && b !== undefined) return this.constant(evaluate(operation, [a, b]));
    return this.shareList(operation, [x, y]);
  }

  private shareOperation(operation: Operation, left: number, right: number): Place {
    this.known.set(operation.id, operation);
    return this.share(operation.id, left, right);
  }

  private share(operation: number, left: number, right: number): Place {
    const found = this.table.find(operation, left, right, this);
    return found >= 0 ? found : this.enter(this.append(operation, left, right));
  }

  private shareList(operation: Operation, xs: readonly Place[]): Place {
    const found = this.table.findList(operation.id, xs, this);
    if (found >= 0) return found;
    this.known.set(operation.id, operation);
    const start = this.lists.length;
    for (const x of xs) this.lists.push(x);
    return this.enter(this.append(operation.id, start, xs.length));
  }

  private enter(place: Place): Place {
    this.table.enter(place);
    return place;
  }

  private append(operation: number, left: number, right: number): Place {
    if (this.size === this.operations.length) {
      this.operations = doubled(this.operations);
      this.left = doubled(this.left);
      this.right = doubled(this.right);
    }
    this.operations[this.size] = operation;
    this.left[this.size] = left;
    this.right[this.size] = right;
    return this.size++;
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * column.length);
  longer.set(column);
  return longer;
}
