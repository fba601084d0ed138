// Marked functions on plain numbers beside the same text unmarked, their gradients beside those of the same programs
// written with functions, and the transformer on a module of a thousand lines. Compare within one run only.

import { add, grad, mul, type Scalar, square, sub } from "@fluxion/ad";
import { lift } from "@fluxion/ad/lift";
import { asWritten, lifted } from "../tests/operators/loaded.ts";

const text = `"use ad";
export function rosenbrock(x: number[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    sum += 100 * (x[i + 1] - x[i] * x[i]) * (x[i + 1] - x[i] * x[i]) + (1 - x[i]) * (1 - x[i]);
  }
  return sum;
}
const squared = (x: number) => x * x;
export function calls(x: number[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) sum += 100 * squared(x[i + 1] - squared(x[i])) + squared(1 - x[i]);
  return sum;
}
`;
const [marked, written] = [await lifted(text), await asWritten(text)];
const functions = (x: readonly Scalar[]) => {
  let sum: Scalar = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const off = sub(x[i + 1], square(x[i]));
    sum = add(sum, add(mul(100, square(off)), square(sub(1, x[i]))));
  }
  return sum;
};
// The operations that the operators stand for, one for one: a product of a number by itself is no square.
const oneForOne = (x: readonly Scalar[]) => {
  const squared = (x: Scalar) => mul(x, x);
  let sum: Scalar = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const off = sub(x[i + 1], squared(x[i]));
    sum = add(sum, add(mul(100, squared(off)), squared(sub(1, x[i]))));
  }
  return sum;
};
const x = Array.from({ length: 1000 }, (_, i) => Math.sin(i));
const thousand = `"use ad";\n` +
  Array.from(
    { length: 71 },
    (_, i) => text.replace(`"use ad";`, "").replace(/(rosenbrock|calls|squared)/g, `$1${i}`),
  ).join("");

for (const name of ["rosenbrock", "calls"]) {
  const group = `${name} on 1,000 numbers`;
  Deno.bench(`${name}, unmarked`, { group, baseline: true }, () => void written[name](x));
  Deno.bench(`${name}, marked`, { group }, () => void marked[name](x));
}
const group = "gradient of 1,000 terms";
Deno.bench("written with functions", { group, baseline: true }, () => void grad(functions)(x));
Deno.bench("with functions, one for one", { group }, () => void grad(oneForOne)(x));
Deno.bench(
  "written with operators",
  { group },
  () => void grad(marked.calls as typeof functions)(x),
);
Deno.bench("the transformer on 1,000 lines", () => void lift(thousand, { file: "thousand.ts" }));
