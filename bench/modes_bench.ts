// What does a derivative cost, in units of the function itself? The function is a sum of elementary
// functions of n inputs; the baseline is the same function with JavaScript's own operators.

import { add, exp, grad, hvp, jvp, mul, neg, type Scalar, sin, square, sum } from "@fluxion/ad";
import { inputs } from "./inputs.ts";

const x = inputs(1000);
const v = inputs(1000, 2);

function native(x: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < x.length - 1; i++) {
    total += Math.sin(x[i]) * x[i + 1] + Math.exp(-(x[i] * x[i]));
  }
  return total;
}

function mixed(x: readonly Scalar[]): Scalar {
  let total: Scalar = 0;
  for (let i = 0; i < x.length - 1; i++) {
    total = add(total, add(mul(sin(x[i]), x[i + 1]), exp(neg(square(x[i])))));
  }
  return total;
}

const onNumbers = mixed as (x: readonly number[]) => number;
const gradient = grad(mixed);
const product = hvp(mixed);

// Every call site has seen every kind of value before anything is timed.
for (let i = 0; i < 200; i++) sum([native(x), onNumbers(x), gradient(x)[0], product(x, v)[0]]);
for (let i = 0; i < 200; i++) jvp(mixed, [x], [v]);

const group = "Σ sin(xᵢ)·xᵢ₊₁ + exp(−xᵢ²), n = 1000";

Deno.bench("native operators", { group, baseline: true }, () => void native(x));
Deno.bench("operations on plain numbers", { group }, () => void onNumbers(x));
Deno.bench("jvp", { group }, () => void jvp(mixed, [x], [v]));
Deno.bench("grad", { group }, () => void gradient(x));
Deno.bench("hvp", { group }, () => void product(x, v));
