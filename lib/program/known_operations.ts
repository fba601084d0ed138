// The operations that occur in a graph, by their numbers, with the numbers of their operands, which passes over a whole graph
// ask for. They are held here, since users' rows are held weakly elsewhere.

import type { Operation } from "../values/operation.ts";

/** In place of a number of operands: there is a list of them. */
export const LIST = 3;

/** Operations of smaller numbers are in a list, the others in a map. */
const LISTED = 512;

/** Some operations. */
export class KnownOperations {
  private readonly listed: (Operation | undefined)[] = new Array(LISTED).fill(undefined);
  /** The numbers of operands of those in the list, or `LIST`; 0 where there is no operation. */
  private readonly arities = new Uint8Array(LISTED);
  /** Those of large numbers, which are few. */
  private readonly others = new Map<number, Operation>();

  /** Returns the operation of a number. */
  at(id: number): Operation {
    return (id < LISTED ? this.listed[id] : this.others.get(id))!;
  }

  /** Returns all. */
  all(): Operation[] {
    return [...this.listed, ...this.others.values()].filter((own) => own !== undefined);
  }

  /**
   * Returns 1 or 2 for the number of an operation with so many operands, `LIST` for one with a list of them, and 0 for one that
   * is not here.
   */
  arityOf(id: number): number {
    if (id < LISTED) return this.arities[id];
    const own = this.others.get(id);
    return own === undefined ? 0 : arityCode(own);
  }

  /** Checks whether the operation of a number is one of them. */
  has(id: number): boolean {
    return id < LISTED ? this.arities[id] > 0 : this.others.has(id);
  }

  /** Adds an operation, if it is not there. */
  add(operation: Operation): void {
    const { id } = operation;
    if (id >= LISTED) this.others.set(id, operation);
    else if (this.arities[id] === 0) {
      this.listed[id] = operation;
      this.arities[id] = arityCode(operation);
    }
  }
}

function arityCode({ arity }: Operation): number {
  return arity === "list" ? LIST : arity;
}
