// The boxes of forward mode: x + ẋ·ε, for the ε of one level.

import type { Tangent } from "./block.ts";
import type { FlatBox } from "./flat.ts";
import { inspect, type Level } from "./level.ts";
import { definePrototype, HOME } from "./refusal.ts";
import type { Box, Scalar } from "./scalar.ts";

/** A primal and a tangent, of any levels outside. */
export class Dual implements Box {
  declare readonly level: Level;
  declare readonly primal: Scalar;
  declare readonly tangent: Tangent;
  declare readonly plainDualOf: typeof HOME | undefined;
  declare readonly [Symbol.toPrimitive]: () => never;
  declare readonly toJSON: () => never;
  declare readonly toString: () => never;

  constructor(level: Level, primal: Scalar, tangent: Tangent) {
    this.level = level;
    this.primal = primal;
    this.tangent = tangent;
  }
}

/**
 * A `Dual` of two plain numbers. What an engine has never seen anything but numbers in, it reads without
 * asking what it is, and writes without trying whether it is a small integer (a tenth to a fifth off a
 * forward pass). Everybody else may take it for any other dual.
 */
export class PlainDual implements FlatBox {
  declare readonly level: Level;
  declare readonly number: number;
  declare readonly slope: number;
  declare readonly plainDualOf: typeof HOME | undefined;
  declare readonly [Symbol.toPrimitive]: () => never;
  declare readonly toJSON: () => never;
  declare readonly toString: () => never;

  constructor(level: Level, number: number, slope: number) {
    this.level = level;
    this.number = number;
    this.slope = slope;
  }

  get primal(): number {
    return this.number;
  }
  get tangent(): number {
    return this.slope;
  }

  alike(number: number, companion: number): PlainDual {
    return new PlainDual(this.level, number, companion);
  }

  /** Printed, it is a dual like any other. */
  [inspect](): Dual {
    return new Dual(this.level, this.number, this.slope);
  }
}

/** Whether a value is a box of a derivative in forward mode. */
export function isDual(x: unknown): x is Dual | PlainDual {
  return x instanceof Dual || x instanceof PlainDual;
}

/** Whether a value is a dual of two plain numbers, and of this copy of the library. */
export function isPlainDual(x: unknown): x is PlainDual {
  return (x as PlainDual | undefined)?.plainDualOf === HOME;
}

/** The dual of a primal and a tangent. */
export function dualOf(level: Level, primal: Scalar, tangent: Tangent): Dual | PlainDual {
  return typeof primal === "number" && typeof tangent === "number"
    ? new PlainDual(level, primal, tangent)
    : new Dual(level, primal, tangent);
}

definePrototype(Dual, false);
definePrototype(PlainDual, true);
