// When another variant of a function is worth compiling. The account of one structure of arguments, in units of
// an instruction that is traced and compiled:
//   + 0.5 × the cost of the call, for each call that runs uncompiled, so that variants that never come again cost
//     at most half as much as the calls themselves; for the first variant, 150 of its calls in advance;
//   + 0.9 × the cost of the call, for each call that runs compiled: the time it has saved;
//   − the instructions of a variant, and a fixed price for its module, when it is compiled or merged.
// The first variant is compiled at once, every other when the balance covers the price of the one before it.
// Operations are counted and nothing is timed, so that the same calls compile the same variants on every
// machine.

import type { Work } from "../program/trace_length.ts";

/** The costs of a variant, in units of an instruction that is traced and compiled. */
export interface Price {
  /** Of compiling it. */
  readonly compiling: number;
  /** Of one uncompiled call. */
  readonly calling: number;
}

/** Cost of an operation on plain numbers: about 8 ns, where tracing and compiling it takes 600. */
const PLAIN = 1 / 75;
/** Cost of an operation inside a derivative, where it makes a box and an entry of a backpropagator. */
const DIFFERENTIATED = 1 / 25;
/** Fixed cost of a WebAssembly module, besides its instructions. */
const MODULE = 400;
/** Share of the cost of an uncompiled call that a compiled one saves. */
const SAVED = 0.9;
/** Share of the cost of an uncompiled call that is added to the budget. */
const LENT = 0.5;
/** Number of calls whose cost is added in advance, for the first variant. */
const ADVANCE = 150;

/** Returns the costs of a variant from the work that its trace has counted. */
export function priceOf({ plain, differentiated }: Work): Price {
  return {
    compiling: plain + differentiated + MODULE,
    calling: PLAIN * plain + DIFFERENTIATED * differentiated,
  };
}

/** The account of one structure of arguments. */
export class Budget {
  private balance = 0;
  private misses = 0;
  /** The costs of the variant compiled last, as an estimate for the next. */
  private latest: Price | undefined;
  private readonly isUnlimited: boolean;

  /** @param isUnlimited whether everything is compiled as it comes */
  constructor(isUnlimited: boolean) {
    this.isUnlimited = isUnlimited;
  }

  /**
   * Returns whether a call that no variant fits is to be compiled. If so, the estimated price has been spent.
   */
  mayCompile(): boolean {
    this.misses++;
    const { latest } = this;
    if (latest !== undefined) {
      this.balance += LENT * latest.calling;
      return this.spend(latest.compiling);
    }
    // Where nothing could be compiled yet, since calls have thrown: at calls 1, 2, 4, 8 …
    return this.isUnlimited || (this.misses & (this.misses - 1)) === 0;
  }

  /** Subtracts a price if the balance covers it, and returns whether it does. */
  spend(price: number): boolean {
    if (!this.isUnlimited && this.balance < price) return false;
    this.balance -= price;
    return true;
  }

  /** Replaces the estimated price of a variant, now that it is compiled, by its true one. */
  bill(price: Price): void {
    this.balance += this.latest === undefined ? ADVANCE * price.calling : this.latest.compiling;
    this.balance -= price.compiling;
    this.latest = price;
  }

  /** Adds what compiled calls of a variant have saved. */
  earn({ calling }: Price, calls: number): void {
    this.balance += SAVED * calls * calling;
  }
}

/** Returns the price of compiling instructions that are traced already once more, in one merged program. */
export function priceOfMerging(instructions: number): number {
  return instructions + MODULE;
}
