// The module of the kernels: functions of numbers in WebAssembly, which programs call in place of functions of JavaScript. It has
// a memory of its own, with their tables. A kernel that cannot decide how to round calls the function of JavaScript.

import { Bytes, op, type } from "../encode.ts";
import * as composed from "./composed.ts";
import * as exponentials from "./exponentials.ts";
import { call, type Expression, type KernelCode } from "./kernel_code.ts";
import * as logarithms from "./logarithms.ts";
import * as sines from "./sines.ts";

/** The name of a function that has a kernel. */
export type KernelName = keyof typeof kernels;

/** The functions of JavaScript that kernels call where they cannot decide. */
export type Functions = Readonly<Record<typeof called[number], (x: number) => number>>;

const called = ["exp", "expm1", "log1p", "sin", "cos", "sinh", "cosh"] as const;

type TableName = keyof typeof tables;

/** The tables: their addresses, and what computes them. */
const tables = {
  powers: { address: 0, numbers: exponentials.tableOfPowers },
  logarithms: { address: 2048, numbers: logarithms.tableOfLogarithms },
  sines: { address: 6144, numbers: sines.tableOfSines },
};

type Rounded = (other: Expression, table: number, margin: number) => KernelCode;
type Composed = (parts: composed.Parts, other: Expression) => KernelCode;

const rounded = (write: Rounded, table: TableName) => ({
  write: (other: Expression, margin: number) => write(other, tables[table].address, margin),
  tables: [table],
});

const of = (write: Composed, ...tables: TableName[]) => ({
  write: (other: Expression) => write(partsOfOthers(), other),
  tables,
});

/** How each kernel is written, and the tables that it reads. */
const kernels = {
  exp: rounded(exponentials.exp, "powers"),
  expm1: rounded(exponentials.expm1, "powers"),
  log1p: rounded(logarithms.log1p, "logarithms"),
  sin: rounded(sines.sin, "sines"),
  cos: rounded(sines.cos, "sines"),
  sinh: of(composed.sinh, "powers"),
  cosh: of(composed.cosh, "powers"),
  sech: of(composed.sech, "powers"),
  sigmoid: of(composed.sigmoid, "powers"),
  sigmoidSlope: of(composed.sigmoidSlope, "powers"),
  softplus: of(composed.softplus, "powers", "logarithms"),
  expDifference: of(composed.expDifference, "powers"),
};

/** The names of all functions that have kernels. */
export const kernelNames: readonly KernelName[] = Object.keys(kernels) as KernelName[];

function partsOfOthers(): composed.Parts {
  const indexOf = (name: KernelName) => called.length + kernelNames.indexOf(name);
  return {
    exp: indexOf("exp"),
    expm1: indexOf("expm1"),
    log1p: indexOf("log1p"),
    cosh: indexOf("cosh"),
  };
}

/** Kernels whose tables are computed when they are first asked for. */
export class KernelModule {
  private readonly memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  private readonly filled = new Set<string>();
  private readonly exports: WebAssembly.Exports;

  /**
   * @param functions what kernels call where they cannot decide
   * @param margin by how much larger than it is the bound of each error is taken to be, to find numbers that are hard to round
   */
  constructor(functions: Functions, margin: number = 1) {
    const imports: Record<string, WebAssembly.ImportValue> = { memory: this.memory };
    for (const name of called) imports[name] = functions[name];
    const module = new WebAssembly.Module(bytesOfKernels(margin));
    this.exports = new WebAssembly.Instance(module, { "": imports }).exports;
  }

  /** Returns a kernel. */
  kernel(name: KernelName): (...xs: number[]) => number {
    for (const table of kernels[name].tables) {
      if (this.filled.has(table)) continue;
      const { address, numbers } = tables[table];
      new Float64Array(this.memory.buffer).set(numbers(), address / 8);
      this.filled.add(table);
    }
    return this.exports[name] as (...xs: number[]) => number;
  }
}

/** Returns the bytes of the module. */
export function bytesOfKernels(margin: number): Uint8Array<ArrayBuffer> {
  const module = new Bytes().all(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const section = (id: number, count: number, content: Bytes) =>
    module.byte(id).sized(new Bytes().unsigned(count).all(content.done()));
  const [types, imports, declared, exported, codes] = Array.from({ length: 5 }, () => new Bytes());
  for (const count of [1, 2]) {
    types.byte(0x60).unsigned(count);
    for (let i = 0; i < count; i++) types.byte(type.f64);
    types.unsigned(1).byte(type.f64);
  }
  imports.text("").text("memory").byte(2).byte(1).unsigned(1).unsigned(1);
  for (const name of called) imports.text("").text(name).byte(0).unsigned(0);
  const argument: Expression = (into) => into.local(op.localGet, 0);
  kernelNames.forEach((name, i) => {
    // The functions that are called have the first kernels, in the same order.
    const code = kernels[name].write(call(i, argument), margin);
    declared.unsigned(code.parameters - 1);
    exported.text(name).byte(0).unsigned(called.length + i);
    codes.sized(code.done());
  });
  section(1, 2, types);
  section(2, 1 + called.length, imports);
  section(3, kernelNames.length, declared);
  section(7, kernelNames.length, exported);
  section(10, kernelNames.length, codes);
  return module.done();
}
