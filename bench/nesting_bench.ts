// What does each further order cost, when the first to the sixth derivative are taken by nesting?

import { derivative, grad, type Scalar } from "@fluxion/ad";
import type { Group } from "./group.ts";
import { register } from "./register.ts";
import { known, nth, plain, point } from "./workloads/known.ts";

function nested(transform: (f: (x: Scalar) => Scalar) => (x: Scalar) => Scalar, order: number) {
  let f = known;
  for (let i = 0; i < order; i++) f = transform(f);
  return () => f(point);
}

const forward = (f: (x: Scalar) => Scalar) => derivative(f) as (x: Scalar) => Scalar;
const reverse = (f: (x: Scalar) => Scalar) => grad(f) as (x: Scalar) => Scalar;

/** Each order by forward mode alone, and by reverse mode alone. */
export const groups: readonly Group[] = [1, 2, 3, 4, 5, 6].map((order) => ({
  name: `Order ${order}`,
  size: order,
  warmSize: order,
  reference: "By formula",
  candidates: [
    { name: "Plain function", prepare: () => () => plain(point) },
    { name: "By formula", prepare: () => () => nth(point, order) },
    { name: "Forward in forward", prepare: () => nested(forward, order) },
    { name: "Reverse in reverse", prepare: () => nested(reverse, order) },
  ],
}));

register(groups);
