// What goes wrong without tags: the textbook implementation of forward mode in a dozen lines. It is right
// until a derivative is taken inside another, and then it answers another number, without a word.

/** A number with its derivative by … which variable, it does not say. */
export type Untagged = number | { readonly primal: Untagged; readonly tangent: Untagged };

const parts = (x: Untagged) => typeof x === "number" ? { primal: x, tangent: 0 } : x;

/** x + y. */
export function plus(x: Untagged, y: Untagged): Untagged {
  if (typeof x === "number" && typeof y === "number") return x + y;
  const [a, b] = [parts(x), parts(y)];
  return { primal: plus(a.primal, b.primal), tangent: plus(a.tangent, b.tangent) };
}

/** x · y. */
export function times(x: Untagged, y: Untagged): Untagged {
  if (typeof x === "number" && typeof y === "number") return x * y;
  const [a, b] = [parts(x), parts(y)];
  const tangent = plus(times(a.tangent, b.primal), times(a.primal, b.tangent));
  return { primal: times(a.primal, b.primal), tangent };
}

/** The derivative, if no other one is being taken. */
export function untaggedDerivative(f: (x: Untagged) => Untagged): (x: Untagged) => Untagged {
  return (x) => parts(f({ primal: x, tangent: 1 })).tangent;
}

/** The three things that a program needs, from whichever implementation. */
export interface Calculus<S> {
  readonly add: (x: S, y: S) => S;
  readonly mul: (x: S, y: S) => S;
  readonly derivative: (f: (x: S) => S) => (x: S) => S;
}

/**
 * d/dx of x · d/dy (x + y), both at 1 ("Perturbation confusion and referential transparency", Siskind and
 * Pearlmutter 2005): the inner derivative is 1, and so is the outer.
 */
export function siskindPearlmutter<S>({ add, mul, derivative }: Calculus<S | number>): S | number {
  return derivative((x) => mul(x, derivative((y) => add(x, y))(1)))(1);
}

/**
 * How strongly to pull a weight towards 0: descends (w − 3)² + decay·w² for twenty steps, and answers how the
 * loss on other data, (w − 2)², changes with the decay. The inner derivative is by w, the outer one by the
 * decay, of which the inner loss is a function as well.
 */
export function slopeByDecay<S>(
  { add, mul, derivative }: Calculus<S | number>,
  decay: number,
): S | number {
  const squared = (x: S | number) => mul(x, x);
  return derivative((decay) => {
    const slope = derivative((w) => add(squared(add(w, -3)), mul(decay, squared(w))));
    let weight: S | number = 0;
    for (let i = 0; i < 20; i++) weight = add(weight, mul(-0.1, slope(weight)));
    return squared(add(weight, -2));
  })(decay);
}

/** The same without any derivative by the decay, and the inner one by hand: for difference quotients. */
export function lossByDecay(decay: number): number {
  let weight = 0;
  for (let i = 0; i < 20; i++) weight -= 0.1 * (2 * (weight - 3) + 2 * decay * weight);
  return (weight - 2) ** 2;
}
