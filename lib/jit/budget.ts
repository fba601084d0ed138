// What compiling may cost. The first way through a function is compiled at once; any other is when calls have
// earned its price, so that no long sequence of calls costs much more than without a compiler. All is counted
// and nothing timed: the same calls compile the same ways, on every machine.

import type { Work } from "../program/trace.ts";

/** What a way costs, in instructions that are traced and compiled. */
export interface Price {
  /** To compile it. */
  readonly compiling: number;
  /** To call it, uncompiled. */
  readonly calling: number;
}

/** What an operation costs that just runs: about 8 ns, where to trace and to compile it takes 600. */
const PLAIN = 1 / 75;
/** The same where a derivative is open: it makes boxes and links then. */
const DIFFERENTIATED = 1 / 25;
/** What a module costs besides its instructions. */
const MODULE = 400;
/** What a call that runs compiled saves, of what it would cost. */
const SAVED = 0.9;
/** What an uncompiled call lends, of what it costs: ways that nobody takes again cost half as much once more. */
const LENT = 0.5;
/** So many calls are lent in advance. */
const ADVANCE = 150;

/** What a way costs that did such work. */
export function priceOf({ plain, differentiated }: Work): Price {
  return {
    compiling: plain + differentiated + MODULE,
    calling: PLAIN * plain + DIFFERENTIATED * differentiated,
  };
}

/** What one structure of arguments may spend. */
export class Budget {
  private balance = 0;
  private misses = 0;
  /** The way that was compiled last stands for those that are not known yet. */
  private latest: Price | undefined;

  /** @param isUnlimited whether everything is compiled as it comes */
  constructor(private readonly isUnlimited: boolean) {}

  /** Whether a call that goes a way of its own compiles it. It has been charged for then. */
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

  /** Pays a price, where it can. */
  spend(price: number): boolean {
    if (!this.isUnlimited && this.balance < price) return false;
    this.balance -= price;
    return true;
  }

  /** Charges for a way that was compiled what it turned out to cost. */
  bill(price: Price): void {
    this.balance += this.latest === undefined ? ADVANCE * price.calling : this.latest.compiling;
    this.balance -= price.compiling;
    this.latest = price;
  }

  /** Counts compiled calls of a way in. */
  earn({ calling }: Price, calls: number): void {
    this.balance += SAVED * calls * calling;
  }
}

/** What it costs to compile so many instructions once more, which are traced. */
export function priceOfMerging(instructions: number): number {
  return instructions + MODULE;
}
