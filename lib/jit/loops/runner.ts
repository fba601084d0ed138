// A loop in a compiled program: one operation, which runs all rounds in a memory of their own, and one that reads from it.

import type { Binary } from "../../operations/binary_row.ts";
import type { Nary } from "../../operations/nary.ts";
import { entryOf } from "../../operations/left_results.ts";
import { ownNary } from "../../operations/own_rows.ts";
import type { RoundLoop, RoundShape } from "../../wasm/round_loop.ts";
import { copyResults } from "../copy_floats.ts";
import { type RowSource, WindowedLoop } from "./windowed_loop.ts";
import type { Windows } from "./windows.ts";

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
  readonly rounds: WindowedLoop;
  /** How many numbers are the same in all rounds. */
  readonly invariants: number;
  /** Runs the rounds, for the state, the rows, and the invariants. Its result is of no use, but that others depend on it. */
  readonly call: Nary;
  /** Reads a number of the last state. */
  readonly last: Binary;
  /** Reads a number of what was kept of rounds. */
  readonly entry: Binary;
  /** Whether there are programs in which it runs without the loops whose states it could read. */
  isAlone = false;
  private readonly final: Float64Array;
  /** How often rounds have run. */
  version = 0;
  /** What the rounds ran from when they were traced: state, rows that are operands, invariants. */
  private traced: ArrayLike<number> = [];
  /** How often this may still be asked for. */
  private uses = 0;
  /** The number of reruns before. */
  private reruns = 0;
  /** The versions of the columns that they read then. */
  private versions: readonly number[] = [];

  constructor(shape: RoundShape, windows: Windows, invariants: number) {
    this.rounds = new WindowedLoop(shape, windows);
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
    const { final, rounds } = this;
    this.last = entryOf("loop, last", {
      at: (index) => final[index],
      copy: (rows, into, to) => copyResults(final, 0, rows, into, to),
    });
    this.entry = entryOf("loop, entry", {
      at: (index) => rounds.keptAt(index),
      copy: (rows, into, to) => rounds.copyKept(rows, into, to),
    });
  }

  /** The loop in WebAssembly. */
  get loop(): RoundLoop {
    return this.rounds.loop;
  }

  /** Says where rows come from, and the number of the first round. What has run before is forgotten. */
  prepare(sources: readonly RowSource[], first: number): void {
    this.rounds.prepare(sources, first);
    this.uses = 0;
  }

  /** Makes it independent of the loops whose states it could read, which may not run. */
  standAlone(): void {
    this.isAlone = true;
    this.rounds.leaveOutColumns();
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
    return this.rounds.sources.flatMap(({ runner }) =>
      runner === undefined ? [] : [runner.version]
    );
  }

  private run(xs: ArrayLike<number>): void {
    const { loop, invariants } = this;
    const { view, stateAddress, invariantsAddress, shape: { state } } = loop;
    for (let i = 0; i < state; i++) view[stateAddress + i] = xs[i];
    const next = this.rounds.fillRows(xs, state);
    for (let i = 0; i < invariants; i++) view[invariantsAddress + i] = xs[next + i];
    this.version++;
    if (explorations === 0) reruns++;
    if (!this.rounds.run()) throw new NewWay();
    for (let i = 0; i < state; i++) this.final[i] = view[stateAddress + i];
  }
}

function beginsWith(xs: ArrayLike<number>, others: ArrayLike<number>): boolean {
  for (let i = 0; i < others.length; i++) if (!Object.is(xs[i], others[i])) return false;
  return true;
}
