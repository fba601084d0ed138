// Kernels in place of the functions of rows, where both have the same bits. The kernels of sines and exponentials are correctly
// rounded, and so are those functions of engines that have them from LLVM's libc: then all bits are the same by construction.
// Whether an engine is such a one is found out before a kernel is used, at a thousand numbers, and at those among five thousand
// whose results are within about a hundredth of a unit of the middle between two numbers. There an algorithm with errors of that
// size (those of glibc and fdlibm have a hundredth to a whole unit) errs at many, and is found out with near certainty.

import { cosineOf, normOf, normOfTwo } from "../../elementary/norms.ts";
import { scaleOfList } from "../../elementary/scale.ts";
import * as hyperbolic from "../../elementary/hyperbolic.ts";
import * as exponential from "../../elementary/exponential.ts";
import * as trigonometric from "../../elementary/trigonometric.ts";
import type { Operation } from "../../values/operation.ts";
import {
  type Functions,
  isKernelName,
  type KernelName,
  kernelsWithin,
  newKernel,
  type NumberFunction,
} from "./kernels.ts";
import { drawn, specialNumbers } from "./samples.ts";

/** By how much the bounds of errors are raised to find numbers that are hard to round. */
const MARGIN = 64;
/** The number of numbers that are drawn, and of those that are tried for being hard to round. */
const [DRAWN, TRIED] = [1000, 5000];
/** The most numbers that are hard to round. */
const HARD = 200;

/** For each function that is rounded correctly, below which ends numbers are drawn. */
const rounded: { readonly [N in KernelName]?: readonly number[] } = {
  exp: [0.01, 1, 30, 700],
  expm1: [0.002, 0.02, 1, 18],
  log1p: [0.003, 0.02, 1, 1000],
  sin: [0.01, 0.3, 4, 100, 25_000],
  cos: [0.01, 0.3, 4, 100, 25_000],
};

/** The kernels that have the bits of some functions of JavaScript. */
export class VerifiedKernels {
  private readonly functions: Functions;
  private readonly known = new Map<KernelName, NumberFunction | undefined>();
  private isHard = false;

  /** @param functions those of `Math`, or others of the same names */
  constructor(functions: Functions) {
    this.functions = functions;
  }

  /** Returns the kernel that has the bits of a function, if it has. The function of a name is always the same. */
  kernel(name: KernelName, value: NumberFunction): NumberFunction | undefined {
    if (!this.known.has(name)) {
      const own = newKernel(name, this.functions);
      const agrees = kernelsWithin(name).every((part) =>
        this.kernel(part, this.functionOf(part))
      ) &&
        this.agree(name, own, value);
      this.known.set(name, agrees ? own : undefined);
    }
    return this.known.get(name);
  }

  private functionOf(part: KernelName): NumberFunction {
    return this.functions[part as keyof Functions];
  }

  private agree(name: KernelName, own: NumberFunction, value: NumberFunction): boolean {
    const agreesAt = (...xs: number[]) => Object.is(own(...xs), value(...xs));
    const special = specialNumbers();
    const ends = rounded[name] ?? [0.01, 1, 25, 710];
    const draw = drawn(ends);
    // Of several arguments, fewer special numbers are combined: some ten thousand lists in all.
    const { length } = own;
    const few = special.filter((_, i) => length === 1 || i % (length === 2 ? 4 : 16) < 2);
    const agreesFrom = (...xs: number[]): boolean =>
      xs.length === length ? agreesAt(...xs) : few.every((x) => agreesFrom(...xs, x));
    if (!agreesFrom()) return false;
    for (let i = 0; i < DRAWN; i++) {
      if (!agreesAt(...Array.from({ length }, draw))) return false;
    }
    return rounded[name] === undefined || this.agreeWhereHard(name, agreesAt, draw);
  }

  /**
   * Compares where the exact result is all but in the middle between two numbers. There an algorithm that is not correctly
   * rounded errs at about every second number, however small its error elsewhere.
   */
  private agreeWhereHard(
    name: KernelName,
    agreesAt: (x: number) => boolean,
    draw: () => number,
  ): boolean {
    const note = () => {
      this.isHard = true;
      return NaN;
    };
    const noting = newKernel(name, { ...this.functions, [name]: note }, MARGIN);
    for (let tried = 0, hard = 0; tried < TRIED && hard < HARD; tried++) {
      const x = draw();
      this.isHard = false;
      noting(x);
      if (!this.isHard) continue;
      hard++;
      if (!agreesAt(x)) return false;
    }
    return true;
  }
}

let verified: VerifiedKernels | undefined;

/** The kernels of operations of lists, by their names and the number of operands. */
const ofLists: Readonly<Record<string, Readonly<Record<number, KernelName>>>> = {
  hypot: { 3: "hypotOfThree" },
  norm: { 3: "hypotOfThree" },
  scale: { 2: "scaleOfTwo", 3: "scaleOfThree" },
};

/**
 * Returns the kernel that programs call in place of an operation's function, if there is one with the same bits. Not for `exp`:
 * V8 calls that of `Math` from WebAssembly as directly as a kernel, which takes 9 ns instead of 8.
 *
 * @param count the number of operands
 */
export function kernelOf(operation: Operation, count: number): NumberFunction | undefined {
  const { arity, isOfLibrary, value } = operation;
  const name = arity === "list" ? ofLists[operation.name]?.[count] ?? "" : operation.name;
  if (!isOfLibrary || name === "exp" || !isKernelName(name)) return undefined;
  verified ??= new VerifiedKernels({
    exp: exponential.exp.row.value,
    expm1: exponential.expm1.row.value,
    log1p: exponential.log1p.row.value,
    sin: trigonometric.sin.row.value,
    cos: trigonometric.cos.row.value,
    sinh: hyperbolic.sinh.row.value,
    cosh: hyperbolic.cosh.row.value,
    asinh: hyperbolic.asinh.row.value,
    acosh: hyperbolic.acosh.row.value,
    atanh: hyperbolic.atanh.row.value,
    log: exponential.log.row.value,
    hypot: normOfTwo as NumberFunction,
    component: cosineOf as NumberFunction,
    scaleOfTwo: (...xs) => scaleOfList(xs),
    hypotOfThree: (...xs) => normOf(xs),
    scaleOfThree: (...xs) => scaleOfList(xs),
  });
  return verified.kernel(name, arity === "list" ? (...xs) => value(xs) : value as NumberFunction);
}
