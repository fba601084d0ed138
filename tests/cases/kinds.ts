// Every transform against every kind of argument. A transform that is new has a row here, and is tried on all
// kinds at once; so is a kind.

import {
  add,
  checkpoint,
  checkpointedLoop,
  customJvp,
  customVjp,
  grad,
  hvp,
  isBox,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  mul,
  ravel,
  type Scalar,
  square,
  sum,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { SECOND_ORDER_MODES } from "./mixes.ts";

/** A function of a tree of any kind. */
// deno-lint-ignore no-explicit-any
export type OfTree = (tree: any) => Scalar;

type Untyped = (...args: unknown[]) => unknown;

const untyped = (f: unknown) => f as Untyped;
const called = (f: unknown, ...args: unknown[]) => (untyped(f)(...args) as Untyped);

/** The gradient of a function of a tree, by every way there is to take one. */
export const GRADIENTS: { readonly [way: string]: (f: OfTree, at: unknown) => unknown } = {
  grad: (f, at) => called(grad, f)(at),
  valueAndGrad: (f, at) => (called(valueAndGrad, f)(at) as unknown[])[1],
  vjp: (f, at) => (untyped(vjp)(f, [at]) as Untyped[])[1](1),
  jacfwd: (f, at) => called(jacfwd, f)(at),
  jacrev: (f, at) => called(jacrev, f)(at),
  jacobian: (f, at) => called(jacobian, f)(at),
  "grad of the last argument": (f, at) =>
    called(grad, (_: Scalar, tree: unknown) => f(tree), { argnums: -1 })(1, at),
  "grad of two arguments": (f, at) =>
    (called(grad, (x: Scalar, tree: unknown) => add(x, f(tree)), { argnums: [0, 1] })(
      1,
      at,
    ) as unknown[])[1],
  "grad of a promise": (f, at) => called(grad, (tree: unknown) => Promise.resolve(f(tree)))(at),
  "grad of a function of functions": (f, at) => {
    const curried = (tree: unknown) => (x: Scalar) => mul(x, f(tree));
    return (called(grad, curried)(at) as Untyped)(1);
  },
  "grad of a checkpoint": (f, at) => called(grad, called(checkpoint, f))(at),
  "grad of a loop": (f, at) =>
    called(
      grad,
      (tree: unknown) => f(untyped(checkpointedLoop)((state: unknown) => state, 2, tree)),
    )(
      at,
    ),
  "grad of a customJvp": (f, at) => {
    const rule = (primals: unknown[], tangents: unknown[]) => untyped(jvp)(f, primals, tangents);
    return called(grad, called(customJvp, f, rule))(at);
  },
  "grad of a customVjp": (f, at) => {
    const forward = (tree: unknown) => untyped(vjp)(f, [tree]);
    const backward = (pullback: Untyped, cotangent: Scalar) => [pullback(cotangent)];
    return called(grad, called(customVjp, f, forward, backward))(at);
  },
  "grad by ravel": (f, at) => {
    const ravelled = (tree: unknown) => {
      const [vector, unravel] = untyped(ravel)(tree) as [Scalar[], OfTree];
      return f(unravel(vector));
    };
    return called(grad, ravelled)(at);
  },
  "jit of grad": (f, at) => called(jit, called(grad, f))(at),
  numericGrad: (f, at) => called(numericGrad, f)(at),
  // Of a sum of squares, the product of the Hessian with the point is the gradient.
  ...Object.fromEntries(SECOND_ORDER_MODES.map((mode) => [
    `hvp, ${mode}`,
    (f: OfTree, at: unknown) => called(hvp, f, { mode })(at, at),
  ])),
};

/** The derivative of a function along a tangent, by every way there is to take one. */
export const ALONG: {
  readonly [way: string]: (f: OfTree, at: unknown, tangent: unknown) => unknown;
} = {
  jvp: (f, at, tangent) => (untyped(jvp)(f, [at], [tangent]) as unknown[])[1],
  linearize: (f, at, tangent) => (untyped(linearize)(f, [at]) as Untyped[])[1](tangent),
};

/** A kind of argument, with a sum of squares and its gradient. */
export interface Kind {
  readonly at: unknown;
  readonly f: OfTree;
  readonly gradient: unknown;
  /** What is compared of an answer, the whole of it unless told. */
  readonly read?: (answer: unknown) => unknown;
}

/** The sum of the squares of all that is a scalar, without recursion. */
function sumOfSquares(tree: unknown): Scalar {
  const terms: Scalar[] = [];
  const nodes = [tree];
  for (const node of nodes) {
    if (typeof node === "number" || isBox(node)) terms.push(square(node as Scalar));
    else if (typeof node === "object" && node !== null) nodes.push(...Object.values(node));
  }
  return sum(terms);
}

class Point {
  x: Scalar;
  y: Scalar;
  readonly name = "p";
  constructor(x: Scalar, y: Scalar) {
    this.x = x;
    this.y = y;
  }
  squared(): Scalar {
    return add(square(this.x), this.ySquared);
  }
  get ySquared(): Scalar {
    return square(this.y);
  }
}

class Vector extends Array<Scalar> {
  squared(): Scalar {
    return sum(this.map((x) => square(x)));
  }
}

/** A linked list, as long as it says. */
export function linked(length: number, x: Scalar): unknown {
  let node: unknown = null;
  for (let i = 0; i < length; i++) node = { x, next: node };
  return node;
}

/** The numbers of a linked list. */
export function numbersOf(list: unknown): unknown[] {
  const numbers: unknown[] = [];
  type Node = { readonly x: unknown; readonly next: Node } | null;
  for (let node = list as Node; node !== null; node = node.next) numbers.push(node.x);
  return numbers;
}

/** An answer with its numbers rounded, and all else of it as it is. */
export function rounded(answer: unknown): unknown {
  if (typeof answer === "number") return Math.abs(answer) < 1e-9 ? 0 : +answer.toPrecision(6);
  if (answer instanceof Float64Array || answer instanceof Float32Array) {
    return answer.map((x) => rounded(x) as number);
  }
  if (Array.isArray(answer)) return answer.map(rounded);
  if (typeof answer !== "object" || answer === null) return answer;
  const own = Object.entries(answer).map(([key, child]) => [key, rounded(child)]);
  return Object.setPrototypeOf(Object.fromEntries(own), Object.getPrototypeOf(answer));
}

const shared = [1, 2];

export const KINDS: { readonly [name: string]: Kind } = {
  "a number": { at: 3, f: sumOfSquares, gradient: 6 },
  "an array": { at: [1, 2], f: sumOfSquares, gradient: [2, 4] },
  "a nest of arrays": { at: [[1], [2, [3]], []], f: sumOfSquares, gradient: [[2], [4, [6]], []] },
  "an object": { at: { a: 1, b: { c: [2] } }, f: sumOfSquares, gradient: { a: 2, b: { c: [4] } } },
  "the same array twice": {
    at: { a: shared, b: shared },
    f: sumOfSquares,
    gradient: { a: [2, 4], b: [2, 4] },
  },
  "a Float64Array": {
    at: new Float64Array([1, 2]),
    f: sumOfSquares,
    gradient: new Float64Array([2, 4]),
  },
  "a Float32Array": {
    at: new Float32Array([1, 2]),
    f: sumOfSquares,
    gradient: new Float32Array([2, 4]),
  },
  "typed arrays in an object": {
    at: { w: new Float64Array([1]), b: [new Float32Array([2])], none: new Float64Array() },
    f: sumOfSquares,
    gradient: { w: new Float64Array([2]), b: [new Float32Array([4])], none: new Float64Array() },
  },
  "an instance of a class": {
    at: new Point(1, 2),
    f: (p: Point) => p.squared(),
    gradient: { x: 2, y: 4, name: "p" },
  },
  "instances in a list": {
    at: [new Point(1, 2), new Point(3, 4)],
    f: (ps: Point[]) => sum(ps.map((p) => p.squared())),
    gradient: [{ x: 2, y: 4, name: "p" }, { x: 6, y: 8, name: "p" }],
  },
  "an instance of a class of arrays": {
    at: Vector.of(1, 2),
    f: (v: Vector) => v.squared(),
    gradient: [2, 4],
  },
  "an object with a prototype of its own": {
    at: Object.assign(Object.create({ two: 2 }), { x: 3 }),
    f: (p: { x: Scalar; two: number }) => mul(0.5, p.two, square(p.x)),
    gradient: { x: 6 },
  },
  "an object without a prototype": {
    at: Object.assign(Object.create(null), { x: 3 }),
    f: (p) => square("toString" in p ? 0 : p.x),
    gradient: { x: 6 },
  },
  "keys that prototypes have": {
    at: JSON.parse('{ "__proto__": 3, "constructor": 1, "toString": [2] }'),
    f: sumOfSquares,
    gradient: JSON.parse('{ "__proto__": 6, "constructor": 2, "toString": [4] }'),
  },
  "an optional field that is undefined": {
    at: { x: 3, y: undefined },
    f: (p: { x: Scalar; y?: Scalar }) => add(square(p.x), p.y ?? 0),
    gradient: { x: 6, y: undefined },
  },
  "strings, booleans and null beside numbers": {
    at: { w: [1, 2], name: "out", on: true, no: null, inner: ["relu", [3, "x"]] },
    f: (p) => p.name === "out" && p.on && p.no === null ? sumOfSquares(p) : NaN,
    gradient: { w: [2, 4], name: "out", on: true, no: null, inner: ["relu", [6, "x"]] },
  },
  "an empty array": { at: [], f: () => 7, gradient: [] },
  "empty arrays in an object": { at: { a: [], b: {} }, f: () => 7, gradient: { a: [], b: {} } },
  "an empty Float64Array": { at: new Float64Array(), f: () => 7, gradient: new Float64Array() },
  "a long chain": {
    at: linked(300, 2),
    f: (list) => sum(numbersOf(list).map((x) => square(x as Scalar))),
    gradient: new Array(300).fill(4),
    read: numbersOf,
  },
};
