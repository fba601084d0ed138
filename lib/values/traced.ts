// The box of a trace. It refuses what the boxes of derivatives refuse, with the remedy for programs that are traced.

import type { FlatBox } from "./flat_box.ts";
import { isIndexBox } from "./index_box.ts";
import { interpreter } from "./interpreter.ts";
import type { Level } from "./level.ts";
import { definePrototype, escaped } from "./refusal.ts";

/** The box of a trace: its number in this run, and its place in the graph that is being written. */
export class Traced implements FlatBox {
  private static readonly isPrepared: boolean = /* @__PURE__ */ definePrototype(
    this,
    false,
    refuseWhileTraced,
    convertTraced,
  );
  declare readonly level: Level;
  declare readonly primal: number;
  declare readonly index: number;
  /** In runs where this is 0, the value is a structural zero. */
  declare readonly condition: Traced | undefined;
  declare readonly [Symbol.toPrimitive]: () => never;
  declare readonly toJSON: () => never;
  declare readonly toString: () => never;

  constructor(level: Level, primal: number, index: number, condition?: Traced) {
    this.level = level;
    this.primal = primal;
    this.index = index;
    this.condition = condition;
  }

  withParts(number: number, companion: number): Traced {
    return new Traced(this.level, number, companion);
  }
}

function convertTraced(this: Traced): number {
  const isRunning = this.level.phase === "traced";
  return isRunning && isIndexBox(this) ? interpreter().read(this) : refuseWhileTraced.call(this);
}

function refuseWhileTraced(this: Traced): never {
  const { level } = this;
  if (level.phase !== "traced") throw escaped(level);
  return interpreter().refuse(
    "a native operator, a function of Math, a template string or JSON takes one of its numbers: use add, " +
      "mul, lt, sin … in place of +, *, <, Math.sin …",
  );
}
