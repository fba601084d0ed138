// Runs a program in rounds: each reads what the round before left, and a row of numbers of its own.

import { type Body, Bytes, encodeModule, op, type } from "./encode.ts";
import { FIRST_INPUT } from "./layout.ts";
import { instantiated, ProgramMemory } from "./load.ts";
import type { Lowered } from "./module.ts";

/**
 * How the numbers of a program that runs in rounds are arranged. Its inputs are the state, a row, the number of the
 * round, and what is the same in all rounds; its outputs are the next state, and a row of results.
 */
export interface RoundShape {
  readonly state: number;
  readonly row: number;
  readonly results: number;
  /** Whether the state at the beginning of each round is kept, in front of the results of the round. */
  readonly keepsStates: boolean;
  /** 1, or −1 where the last row comes first: by this the number of the round changes. */
  readonly direction: 1 | -1;
}

/** The integers that the loop around a program starts from, one in the place of a number each. */
const CELLS = 3;
/** Least room for a program and its numbers. */
const ROOM = 1024;
/** Fewest numbers that are copied by one instruction. */
const FEWEST_AT_ONCE = 48;
/** In place of a local with an address. */
const MEMORY = -1;

/** A program that runs in rounds, with its memory: the program's own numbers, the rows, and what is kept of rounds. */
export class RoundLoop {
  readonly shape: RoundShape;
  readonly rounds: number;
  private readonly memory = new ProgramMemory();
  /** The room for the numbers of the program and the cells. */
  private room = 0;
  private program: Lowered | undefined;
  private run: () => number = () => 0;
  private preset: () => void = () => {};
  /** The number of rounds that run, or have run latest. */
  private going = 0;

  /** @param rounds most rounds of a run */
  constructor(shape: RoundShape, rounds: number) {
    this.shape = shape;
    this.rounds = rounds;
  }

  /** Loads a program of the shape, in place of another one; all rows and what was kept stay as they are. */
  load(program: Lowered): void {
    if (program === this.program) return;
    this.program = program;
    const wanted = program.memory + CELLS;
    const { room: before } = this;
    if (wanted > before) {
      this.room = Math.max(ROOM, 2 * wanted);
      const length = this.rounds * (this.shape.row + this.keptWidth);
      this.memory.reserve(this.room + length);
      if (before > 0) this.memory.view.copyWithin(this.room, before, before + length);
    }
    const driver = (run: number) => ({ integers: 4, floats: 0, code: this.driver(program, run) });
    const { memory, rounds } = this;
    const [{ around }, ...others] = program.modules;
    const isShort = around !== undefined && others.length === 0;
    const own = instantiated(program, memory, rounds, isShort ? driver : undefined);
    this.preset = own.presetTables;
    this.run = isShort ? own.run : calling(own.run, driver(0), memory.reserve(0));
  }

  /** The numbers in memory. To load another program may replace this array. */
  get view(): Float64Array {
    return this.memory.view;
  }

  /** The address of the first number of the state. */
  get stateAddress(): number {
    return FIRST_INPUT;
  }

  /** The address of the first number that is the same in all rounds. */
  get invariantsAddress(): number {
    return FIRST_INPUT + this.shape.state + this.shape.row + 1;
  }

  /** The address of the first row. */
  get rowsAddress(): number {
    return this.room;
  }

  /** The address of what was kept with the first row. */
  get keptAddress(): number {
    return this.room + this.rounds * this.shape.row;
  }

  /** How many numbers are kept of a round. */
  get keptWidth(): number {
    const { state, results, keepsStates } = this.shape;
    return results + (keepsStates ? state : 0);
  }

  /**
   * Runs rounds from one on, and returns the round at which the program has failed, or the number of all.
   *
   * @param number the number of the first of these rounds
   * @param rounds how many rounds there are, where they are fewer than there is room for
   * @throws what a function has thrown that the program calls; `failedAt` then is the round.
   */
  go(from: number, number: number, rounds: number = this.rounds): number {
    const { shape, view } = this;
    this.going = rounds;
    if (from === rounds) return rounds;
    const integers = new Int32Array(view.buffer);
    const { cells } = this;
    const row = shape.direction === 1 ? from : rounds - 1 - from;
    integers[2 * cells] = rounds - from;
    integers[2 * cells + 2] = 8 * (this.rowsAddress + row * shape.row);
    integers[2 * cells + 4] = 8 * (this.keptAddress + row * this.keptWidth);
    view[this.invariantsAddress - 1] = number;
    this.preset();
    return this.run() < 0 ? this.failedAt : rounds;
  }

  /** The round at which the program has failed. */
  get failedAt(): number {
    return this.going - new Int32Array(this.view.buffer)[2 * this.cells];
  }

  private get cells(): number {
    return this.room - CELLS;
  }

  /** Returns the code of the loop around the program, a function by its index. */
  private driver({ outputs }: Lowered, callee: number): Bytes {
    const { shape, cells } = this;
    const [left, row, kept, code] = [0, 1, 2, 3];
    const bytes = new Bytes();
    const address = (local: number) =>
      local === MEMORY ? bytes.byte(op.i32Const).byte(0) : bytes.local(op.localGet, local);
    const cell = (opcode: number, at: number) =>
      bytes.byte(opcode).unsigned(2).unsigned(8 * (cells + at));
    const move = (count: number, source: number, from: number, target: number, to: number) => {
      if (count >= FEWEST_AT_ONCE) {
        for (const [local, at] of [[target, to], [source, from]]) {
          address(local).byte(op.i32Const).signed(8 * at).byte(op.i32Add);
        }
        bytes.byte(op.i32Const).signed(8 * count).memoryCopy();
        return;
      }
      for (let i = 0; i < count; i++) {
        address(target);
        address(source).memory(op.load, from + i).memory(op.store, to + i);
      }
    };
    const advance = (local: number, by: number) =>
      bytes.local(op.localGet, local).byte(op.i32Const).signed(by).byte(op.i32Add)
        .local(op.localSet, local);

    [left, row, kept].forEach((local, at) => {
      address(MEMORY);
      cell(op.i32Load, at).local(op.localSet, local);
    });
    bytes.byte(op.loop).byte(type.none);
    // Where the round fails, or a function throws that it calls, this says in which one.
    address(MEMORY).local(op.localGet, left);
    cell(op.i32Store, 0);
    move(shape.row, row, 0, MEMORY, FIRST_INPUT + shape.state);
    const states = shape.keepsStates ? shape.state : 0;
    move(states, MEMORY, FIRST_INPUT, kept, 0);
    bytes.byte(op.call).unsigned(callee).local(op.localTee, code).byte(op.i32Const).byte(0);
    bytes.byte(op.i32LessThan).byte(op.if).byte(type.none);
    bytes.local(op.localGet, code).byte(op.return).byte(op.end);
    move(shape.results, MEMORY, outputs + shape.state, kept, states);
    move(shape.state, MEMORY, outputs, MEMORY, FIRST_INPUT);
    const number = this.invariantsAddress - 1;
    address(MEMORY);
    address(MEMORY).memory(op.load, number).byte(op.f64Const).float(shape.direction);
    bytes.byte(op.add).memory(op.store, number);
    advance(row, 8 * shape.direction * shape.row);
    advance(kept, 8 * shape.direction * this.keptWidth);
    bytes.local(op.localGet, left).byte(op.i32Const).signed(1).byte(op.i32Sub);
    bytes.local(op.localTee, left).byte(op.branchIf).byte(0).byte(op.end);
    return bytes.byte(op.i32Const).byte(0);
  }
}

/** Returns a function that runs a driver which calls a function from outside of its module. */
function calling(run: () => number, driver: Body, memory: WebAssembly.Memory): () => number {
  const round = { name: "round", parameters: [], results: [type.i32] };
  const module = new WebAssembly.Module(encodeModule([round], [driver]));
  const { exports } = new WebAssembly.Instance(module, { "": { 0: memory, round: run } });
  return exports.run as () => number;
}
