// Kernels: functions of numbers in WebAssembly, which programs call in place of functions of JavaScript. They have a memory of
// their own, with their tables. A kernel that cannot decide how to round calls the function of JavaScript.

import { Bytes, op, type } from "../encode.ts";
import * as composed from "./composed.ts";
import * as exponentials from "./exponentials.ts";
import { call, type KernelCode, type KernelValue } from "./kernel_code.ts";
import * as logarithms from "./logarithms.ts";
import * as norms from "./norms.ts";
import * as sines from "./sines.ts";

/** The name of a function that has a kernel. */
export type KernelName = Exclude<typeof called[number], "log"> | typeof consisting[number];

/** A function of numbers. */
export type NumberFunction = (...xs: number[]) => number;

/** The functions of JavaScript that kernels call where they cannot decide. */
export type Functions = Readonly<Record<typeof called[number], NumberFunction>>;

// deno-fmt-ignore
const called = [
  "exp", "expm1", "log", "log1p", "sin", "cos", "sinh", "cosh", "asinh", "acosh", "atanh",
  "hypot", "component", "scaleOfTwo", "hypotOfThree", "scaleOfThree",
] as const;
const consisting = ["sech", "sigmoid", "sigmoidSlope", "softplus", "expDifference"] as const;

type TableName = keyof typeof tables;

/** The tables: their addresses, and what computes them. */
const tables = {
  powers: { address: 0, numbers: exponentials.tableOfPowers },
  logarithms: { address: 2048, numbers: logarithms.tableOfLogarithms },
  sines: { address: 6144, numbers: sines.tableOfSines },
};

type Rounded = (other: KernelValue, table: number, margin: number) => KernelCode;
type Composed = (parts: composed.Parts, other: KernelValue) => KernelCode;

interface Kernel {
  readonly write: (other: KernelValue, parts: composed.Parts, margin: number) => KernelCode;
  readonly table?: TableName;
  readonly parts: readonly PartName[];
}

type PartName = Exclude<keyof composed.Parts, "log">;

const rounded = (write: Rounded, table: TableName): Kernel => ({
  write: (other, _, margin) => write(other, tables[table].address, margin),
  table,
  parts: [],
});

const norm = (write: (other: KernelValue) => KernelCode): Kernel => ({ write, parts: [] });

const of = (write: Composed, ...parts: PartName[]): Kernel => ({
  write: (other, indices) => write(indices, other),
  parts,
});

/** How each kernel is written, the tables that it reads, and the kernels that it calls. */
const kernels: Readonly<Record<KernelName, Kernel>> = {
  exp: rounded(exponentials.roundedExp, "powers"),
  expm1: rounded(exponentials.roundedExpm1, "powers"),
  log1p: rounded(logarithms.roundedLog1p, "logarithms"),
  sin: rounded(sines.roundedSin, "sines"),
  cos: rounded(sines.roundedCos, "sines"),
  sinh: of(composed.composedSinh, "expm1"),
  cosh: of(composed.composedCosh, "exp", "expm1"),
  asinh: of(composed.composedAsinh, "log1p"),
  acosh: of(composed.composedAcosh, "log1p"),
  atanh: of(composed.composedAtanh, "log1p"),
  sech: of(composed.composedSech, "exp", "expm1", "cosh"),
  sigmoid: of(composed.composedSigmoid, "exp"),
  sigmoidSlope: of(composed.composedSigmoidSlope, "exp"),
  softplus: of(composed.composedSoftplus, "exp", "log1p"),
  expDifference: of(composed.composedExpDifference, "exp"),
  hypot: norm(norms.composedHypot),
  component: norm(norms.composedComponent),
  hypotOfThree: norm(norms.composedHypotOfThree),
  scaleOfTwo: norm((other) => norms.composedScale(2, other)),
  scaleOfThree: norm((other) => norms.composedScale(3, other)),
};

/** The number of arguments of a function that kernels call. */
function countOf(name: typeof called[number]): number {
  if (name === "hypotOfThree" || name === "scaleOfThree") return 3;
  return name === "hypot" || name === "component" || name === "scaleOfTwo" ? 2 : 1;
}

/** Returns the kernels that one calls, in an order in which none calls a later one. */
export function kernelsWithin(name: KernelName): readonly KernelName[] {
  return kernels[name].parts;
}

/** Checks whether there is a kernel of this name. */
export function isKernelName(name: string): name is KernelName {
  return Object.hasOwn(kernels, name);
}

let memory: WebAssembly.Memory | undefined;
const filled = new Set<TableName>();

/** Returns the memory of all kernels, with a table. */
function memoryWith(table: TableName | undefined): WebAssembly.Memory {
  memory ??= new WebAssembly.Memory({ initial: 1, maximum: 1 });
  if (table !== undefined && !filled.has(table)) {
    const { address, numbers } = tables[table];
    new Float64Array(memory.buffer).set(numbers(), address / 8);
    filled.add(table);
  }
  return memory;
}

/**
 * Returns a new kernel.
 *
 * @param functions what it calls where it cannot decide
 * @param margin by how much larger than it is the bound of each error is taken to be, to find numbers that are hard to round
 */
export function newKernel(
  name: KernelName,
  functions: Functions,
  margin: number = 1,
): NumberFunction {
  const names = [...kernelsWithin(name), name];
  const imports: Record<string, WebAssembly.ImportValue> = {};
  for (const each of names) imports.memory = memoryWith(kernels[each].table);
  for (const each of called) imports[each] = functions[each];
  const module = new WebAssembly.Module(bytesOf(names, margin));
  const { exports } = new WebAssembly.Instance(module, { "": imports });
  return exports[name] as NumberFunction;
}

/** Returns the bytes of a module of kernels, which exports the last one. */
function bytesOf(names: readonly KernelName[], margin: number): Uint8Array<ArrayBuffer> {
  const module = new Bytes().all(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const section = (id: number, count: number, content: Bytes) =>
    module.byte(id).sized(new Bytes().unsigned(count).all(content.done()));
  const [types, imports, declared, exported, codes] = Array.from({ length: 5 }, () => new Bytes());
  for (const count of [1, 2, 3]) {
    types.byte(0x60).unsigned(count);
    for (let i = 0; i < count; i++) types.byte(type.f64);
    types.unsigned(1).byte(type.f64);
  }
  imports.text("").text("memory").byte(2).byte(1).unsigned(1).unsigned(1);
  for (const name of called) imports.text("").text(name).byte(0).unsigned(countOf(name) - 1);
  const indexOf = (name: KernelName) => called.length + names.indexOf(name);
  const parts = {
    exp: indexOf("exp"),
    expm1: indexOf("expm1"),
    log1p: indexOf("log1p"),
    cosh: indexOf("cosh"),
    log: called.indexOf("log"),
  };
  const argument = (index: number): KernelValue => (into) => into.local(op.localGet, index);
  for (const name of names) {
    const index = (called as readonly string[]).indexOf(name);
    const count = index < 0 ? 0 : countOf(called[index]);
    const other = call(index, ...Array.from({ length: count }, (_, i) => argument(i)));
    const code = kernels[name].write(other, parts, margin);
    declared.unsigned(code.parameters - 1);
    codes.sized(code.done());
  }
  exported.text(names[names.length - 1]).byte(0).unsigned(called.length + names.length - 1);
  section(1, 3, types);
  section(2, 1 + called.length, imports);
  section(3, names.length, declared);
  section(7, 1, exported);
  section(10, names.length, codes);
  return module.done();
}
