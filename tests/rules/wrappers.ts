// Ways to wrap a function that change nothing: each rule, checkpoint and solver of the library,
// applied so that value and derivatives of every order must be those of the function itself.

import {
  add,
  checkpoint,
  checkpointedLoop,
  customJvp,
  customVjp,
  fixedPoint,
  implicitRoot,
  jvp,
  linearize,
  mul,
  type Scalar,
  sub,
  value,
  vjp,
} from "@fluxion/ad";

/** A function of a list of reals. */
export type OfList = (xs: Scalar[]) => Scalar[];

/** A function in other clothes. */
export type Wrap = (f: OfList) => OfList;

/** Wrappers that take a function as the operation of one level, which sees what it closes over. */
export const rules: { readonly [name: string]: Wrap } = {
  "customJvp by jvp": (f) => customJvp(f, ([xs], [dxs]) => jvp(f, [xs], [dxs])),

  "customJvp by linearize": (f) =>
    customJvp(f, ([xs], [dxs]) => {
      const [out, map] = linearize(f, [xs]);
      return [out, map(dxs)];
    }),

  "customVjp with its pullback kept": (f) =>
    customVjp(f, (xs) => vjp(f, [xs]), (pullback, cotangent) => [pullback(cotangent)]),

  "customVjp with its pullback made in backward": (f) =>
    customVjp(f, (xs) => [f(xs), xs], (xs, cotangent) => [vjp(f, [xs])[1](cotangent)]),
};

/** Wrappers that run the function again. */
export const reruns: { readonly [name: string]: Wrap } = {
  "checkpoint": (f) => checkpoint(f),
  "checkpointedLoop": (f) => (xs) => {
    const zeros = f(xs).map(() => 0);
    // The last of three steps answers the function; the first two keep the state.
    const step = (state: { xs: Scalar[]; out: Scalar[] }, i: number) => ({
      xs: state.xs,
      out: i === 2 ? f(state.xs) : state.out,
    });
    return checkpointedLoop(step, 3, { xs, out: zeros }, { snapshots: 1 }).out;
  },
};

/** Wrappers that are made of other verbs. */
export const verbs: { readonly [name: string]: Wrap } = {
  "the value of vjp": (f) => (xs) => vjp(f, [xs])[0],
  "the value of linearize": (f) => (xs) => linearize(f, [xs])[0],
  "implicitRoot": (f) =>
    implicitRoot(
      (out: Scalar[], xs: Scalar[]) => f(xs).map((y, i) => sub(out[i], y)),
      (xs) => f(xs).map(value),
    ),
  "fixedPoint": (f) =>
    fixedPoint(
      (out: Scalar[], xs: Scalar[]) => f(xs).map((y, i) => add(mul(0.5, out[i]), mul(0.5, y))),
      (xs) => f(xs).map(value),
    ),
};

/** All of them. */
export const wrappers: { readonly [name: string]: Wrap } = { ...rules, ...reruns, ...verbs };

/** The same for functions of one real. */
export function wrappedScalar(wrap: Wrap, f: (x: Scalar) => Scalar): (x: Scalar) => Scalar {
  const wrapped = wrap(([x]) => [f(x)]);
  return (x) => wrapped([x])[0];
}
