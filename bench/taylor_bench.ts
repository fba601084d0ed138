// Derivatives of high order: by power series, and by nesting derivatives.

import { add, derivative, div, exp, mul, type Scalar, sin, sqrt } from "@fluxion/ad";
import { derivatives } from "@fluxion/ad/taylor";

const f = (x: Scalar): Scalar => div(mul(exp(sin(x)), sqrt(add(x, 2))), add(1, mul(x, x)));

/** The derivative of an order, by as many derivatives of one another. */
function nested(order: number): (x: number) => unknown {
  let g: (x: Scalar) => Scalar = f;
  for (let i = 0; i < order; i++) {
    const inner = g;
    g = (x) => derivative(inner)(x) as Scalar;
  }
  return g as (x: number) => unknown;
}

for (const order of [1, 2, 4, 8, 10, 20, 40]) {
  const all = derivatives(f, order);
  const group = `All derivatives to order ${order}, and the last by nesting`;
  Deno.bench(`Power series, order ${order}`, { group, baseline: true }, () => {
    all(0.5);
  });
  // Nesting takes twice as long with each order.
  if (order > 8) continue;
  const last = nested(order);
  Deno.bench(`Nested, order ${order}`, { group }, () => {
    last(0.5);
  });
}
