// Functions of lists whose loops have even rounds: every operand moves by as much from one round to the next.

import { add, exp, lt, mul, type Scalar, sum, valueAndGrad } from "@fluxion/ad";
import { mixed } from "../../bench/workloads/mixed.ts";
import { rosenbrock } from "../../bench/workloads/rosenbrock.ts";

/** A function of a list that returns a list. */
export type OfList = (xs: Scalar[]) => Scalar[];

/** The value of a function and its gradient, in one list. */
export const gradientOf = (f: (xs: Scalar[]) => Scalar): OfList => (xs) => {
  const [value, slope] = valueAndGrad(f)(xs) as [Scalar, Scalar[]];
  return [value, ...slope];
};

/** Some such functions. */
export const evenPrograms: Record<string, OfList> = {
  "Rosenbrock's function": gradientOf((xs) => rosenbrock(xs)),
  "sums of terms of neighbours": gradientOf((xs) => mixed(xs)),
  "two lists": gradientOf((xs) => {
    const half = xs.length / 2;
    return sum(xs.slice(0, half).map((x, i) => mul(x, exp(xs[half + i]))));
  }),
  "terms with a question": gradientOf((xs) =>
    xs.reduce((total, x) => lt(x, 100) ? add(total, exp(x)) : total)
  ),
};
