// The pointers of a function with loops: locals that hold an address and move from round to round. Accesses that move
// alike share one, and differ by the constant offset of their instructions.

import { areSame, type Loop } from "../program/loops.ts";
import type { Access } from "./access.ts";

/** A local that holds an address. */
export interface Pointer {
  readonly loop: Loop;
  /** How far it moves after each round, in numbers; `undefined` where it is read from a table in each. */
  readonly step: number | undefined;
  /** What it is when a loop begins to run, in place of its lowest address. */
  readonly parent: Pointer | undefined;
  /** Whether it moves on where the loop runs again. */
  readonly isRunning: boolean;
  /** The addresses of a table, from its first on. */
  readonly moves: Int32Array | undefined;
  /** The address of its table. */
  table: number;
  /** The lowest address of all accesses by it, before it has moved. */
  lowest: number;
  local: number;
}

/** An address: that of a pointer, and further on. */
export interface Address {
  readonly pointer: Pointer | undefined;
  /** The address before the pointer has moved. */
  readonly base: number;
}

/** The pointers of one function. */
export class Pointers {
  readonly list: Pointer[] = [];

  /** Returns the address of an access, by a pointer that others may use, too. */
  addressOf(access: Access): Address {
    if (access.kind === "fixed") return { pointer: undefined, base: access.base };
    const { loop } = access;
    if (access.kind === "running") {
      return this.from(access.base, { loop, step: access.step, isRunning: true });
    }
    if (access.kind === "nested") {
      const { pointer: parent, base } = this.addressOf(access.start);
      return this.from(base, { loop, step: access.step, parent });
    }
    const base = access.addresses[0];
    const moves = Int32Array.from(access.addresses, (address) => address - base);
    return this.from(base, { loop, moves });
  }

  private from(
    base: number,
    { loop, step, parent, isRunning = false, moves }: Partial<Pointer> & { loop: Loop },
  ): Address {
    let pointer = this.list.find((other) =>
      other.loop === loop && other.step === step && other.parent === parent &&
      other.isRunning === isRunning && areSame(other.moves, moves)
    );
    if (pointer === undefined) {
      pointer = { loop, step, parent, isRunning, moves, table: 0, lowest: base, local: -1 };
      this.list.push(pointer);
    }
    pointer.lowest = Math.min(pointer.lowest, base);
    return { pointer, base };
  }
}
