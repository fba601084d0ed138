// A loop in a compiled program: one operation, which runs all rounds in a memory of their own, and one that reads from it.

import type { Binary } from "../../operations/binary_row.ts";
import type { Nary } from "../../operations/nary.ts";
import { ownBinary, ownNary } from "../../operations/own_rows.ts";
import { RoundLoop, type RoundShape } from "../../wasm/round_loop.ts";

/** Where a part of the rows comes from. */
export interface RowSource {
  /** Constants are in memory, operands are given with each run, a column has the states of another loop. */
  readonly kind: "constant" | "operands" | "column";
  readonly width: number;
  /** The index of its first number in a row. */
  readonly offset: number;
  /** The loop that has kept the states of a column. */
  readonly runner?: LoopRunner;
  /** The row of that loop that the first one of this reads. */
  readonly first?: number;
}

/** Thrown in a program whose loop takes a way that it had not taken before. */
export class NewWay extends Error {
  override readonly name = "NewWay";
}

/** How many loops are being traced, one inside the other. */
let explorations = 0;
/** How often loops have run in programs. */
let reruns = 0;

/** Runs a body that finds out what the rounds of a loop do. */
export function exploring(body: () => void): void {
  explorations++;
  try {
    body();
  } finally {
    explorations--;
  }
}

/** A loop that runs in a program, and while it is traced. */
export class LoopRunner {
  readonly loop: RoundLoop;
  /** How many numbers are the same in all rounds. */
  readonly invariants: number;
  /** Runs the rounds, for the state, the rows, and the invariants. Its result is of no use, but that others depend on it. */
  readonly call: Nary;
  /** Reads a number: of the last state by −1, −2 …, of what was kept by its index. */
  readonly entry: Binary;
  /** Whether there are programs in which it runs without the loops whose states it could read. */
  isAlone = false;
  private sources: readonly RowSource[] = [];
  private readonly final: Float64Array;
  private first = 0;
  /** How often rounds have run. */
  private version = 0;
  /** What the rounds ran from when they were traced: state, rows that are operands, invariants. */
  private traced: ArrayLike<number> = [];
  /** How often this may still be asked for. */
  private uses = 0;
  /** The number of reruns before. */
  private reruns = 0;
  /** The versions of the columns that they read then. */
  private versions: readonly number[] = [];

  constructor(shape: RoundShape, rounds: number, invariants: number) {
    this.loop = new RoundLoop(shape, rounds);
    this.invariants = invariants;
    this.final = new Float64Array(shape.state);
    this.call = ownNary({
      name: "loop",
      value: (xs) => {
        if (!this.hasRun(xs)) this.run(xs);
        return 0;
      },
      partials: 0,
    });
    this.entry = ownBinary({
      name: "loop, entry",
      value: (_called, address) => address < 0 ? this.final[-1 - address] : this.keptAt(address),
      partials: [0, 0],
    });
  }

  /** Says where rows come from, and the number of the first round. What has run before is forgotten. */
  prepare(sources: readonly RowSource[], first: number): void {
    this.sources = sources;
    this.first = first;
    this.uses = 0;
  }

  /** Makes it independent of the loops whose states it could read, which may not run. */
  standAlone(): void {
    this.isAlone = true;
    this.sources = this.sources.filter(({ kind }) => kind !== "column");
  }

  /** Notes that the rounds have run while they were traced, from some operands and from what is in memory. */
  note(operands: readonly number[]): void {
    const { view, stateAddress, invariantsAddress } = this.loop;
    this.final.set(view.subarray(stateAddress, stateAddress + this.final.length));
    const invariants = view.subarray(invariantsAddress, invariantsAddress + this.invariants);
    this.traced = [...operands, ...invariants];
    this.uses = 2;
    this.reruns = reruns;
    this.versions = this.versionsOfColumns();
    this.version++;
  }

  /**
   * Checks whether these rounds have just run: the trace asks for the number of the operation, and a program that has been
   * traced runs at once. If the numbers are the same, and those of all loops before it were, its memory is what it would be.
   */
  private hasRun(xs: ArrayLike<number>): boolean {
    if (this.uses === 0) return false;
    const { traced, versions } = this;
    const mayBeSame = this.uses === 2 || explorations === 0 && this.reruns === reruns;
    const isSame = mayBeSame && beginsWith(xs, traced) &&
      this.versionsOfColumns().every((version, i) => version === versions[i]);
    this.uses = isSame ? this.uses - 1 : 0;
    if (this.uses === 0) this.traced = [];
    return isSame;
  }

  private versionsOfColumns(): number[] {
    return this.sources.flatMap(({ runner }) => runner === undefined ? [] : [runner.version]);
  }

  /** Returns a number that was kept. */
  keptAt(index: number): number {
    return this.loop.view[this.loop.keptAddress + index];
  }

  /** Fills the rows: from operands, the first of which has an index, and from other loops. */
  fillRows(operands: ArrayLike<number>, index: number): number {
    const { view, rowsAddress, rounds, shape: { row } } = this.loop;
    let next = index;
    for (const { kind, width, offset, runner, first } of this.sources) {
      const start = rowsAddress + offset;
      if (kind === "column") runner!.copyStates(view, start, row, first!, rounds);
      if (kind !== "operands") continue;
      for (let i = 0; i < rounds; i++) {
        for (let j = 0; j < width; j++) view[start + i * row + j] = operands[next++];
      }
    }
    return next;
  }

  private run(xs: ArrayLike<number>): void {
    const { loop, invariants } = this;
    const { view, stateAddress, invariantsAddress, shape: { state } } = loop;
    for (let i = 0; i < state; i++) view[stateAddress + i] = xs[i];
    const next = this.fillRows(xs, state);
    for (let i = 0; i < invariants; i++) view[invariantsAddress + i] = xs[next + i];
    this.version++;
    if (explorations === 0) reruns++;
    if (loop.go(0, this.first) < loop.rounds) throw new NewWay();
    for (let i = 0; i < state; i++) this.final[i] = view[stateAddress + i];
  }

  /** Copies states that were kept, from a row on, into the rows of another loop. */
  private copyStates(
    into: Float64Array,
    start: number,
    stride: number,
    first: number,
    count: number,
  ): void {
    const { view, keptAddress, keptWidth, shape: { state } } = this.loop;
    const source = keptAddress + first * keptWidth;
    if (stride === keptWidth && stride === state) {
      into.set(view.subarray(source, source + count * state), start);
      return;
    }
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < state; j++) {
        into[start + i * stride + j] = view[source + i * keptWidth + j];
      }
    }
  }
}

function beginsWith(xs: ArrayLike<number>, others: ArrayLike<number>): boolean {
  for (let i = 0; i < others.length; i++) if (!Object.is(xs[i], others[i])) return false;
  return true;
}
