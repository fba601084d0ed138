// Operations and derivatives where a function is handed on, to `map`, `reduce`, an optimiser or a list.

import type { Snippet } from "./snippet.ts";

/** Operations as callbacks. */
export const operationsAsCallbacks: readonly Snippet[] = [
  { text: "const a = [1, 2, 3].map(sin);", hovers: { a: "number[]" } },
  { text: "const a = ([1, 2] as Scalar[]).map(sin);", hovers: { a: "Scalar[]" } },
  { text: "const a = Array.from([1, 2], sin);", hovers: { a: "number[]" } },
  { text: "const a = [[1, 2], [3]].map(sum);", hovers: { a: "number[]" } },
  { text: "const a = [[1, 2], [3]].map(max);", hovers: { a: "number[]" } },
  { text: "const a = [[1, 2], [3]].map(softmax);", hovers: { a: "number[][]" } },
  { text: "const a = [[1, 2] as Scalar[]].map(mean);", hovers: { a: "Scalar[]" } },
  { text: "const a = [1, 2, 3].reduce((x, y) => add(x, y));", hovers: { a: "number" } },
  { text: "const a = ([1, 2] as Scalar[]).reduce((x, y) => add(x, y));", hovers: { a: "Scalar" } },
  { text: "const a = [1, 2, 3].reduce(sub);", hovers: { a: "number" } },
  { text: "const a = [1, 2, 3].reduce(add);", errors: ["'operands' and 'array' are incompatible"] },
  { text: "const a = [1, 2, 3].reduce(max);", errors: ["'operands' and 'array' are incompatible"] },
  {
    text: `declare function zip<T>(xs: number[], ys: number[], f: (x: number, y: number) => T): T[];
      const a = zip([1], [2], add), b = zip([1], [2], sub), c = zip([1], [2], max);`,
    hovers: { a: "number[]", b: "number[]", c: "number[]" },
  },
  {
    text: `const table = { "+": add, "-": sub, "*": mul };
      const a = table["+" as keyof typeof table](1, 2);
      const b = [add, mul, sub, pow].map((f) => f(2, 3));`,
    hovers: { a: "number", b: "number[]" },
  },
  {
    text: "const f: (x: Scalar, y: Scalar) => Scalar = max, g: (xs: number[]) => number = max;",
  },
];

/** Derivatives as callbacks. */
export const derivativesAsCallbacks: readonly Snippet[] = [
  { text: "const a = [1, 2].map(derivative(sin));", hovers: { a: "number[]" } },
  { text: "const a = ([1, 2] as Scalar[]).map(derivative(sin));", hovers: { a: "Scalar[]" } },
  { text: "const a = [1, 2].map(grad((x) => mul(x, x)));", hovers: { a: "number[]" } },
  {
    text: `const points = [[1, 2], [3, 4]];
      const a: number[][] = points.map(grad((x: Scalar[]) => sum(x.map(square))));
      const b = points.map(valueAndGrad((x: Scalar[]) => dot(x, x)));
      const c = points.map(hessian((x: Scalar[]) => dot(x, x)));
      const d = points.map(jacobian((x: Scalar[]) => x.map(sin)));`,
    hovers: {
      b: "[value: number, gradient: number[]][]",
      c: "number[][][]",
      d: "number[][][]",
    },
  },
  {
    text: `declare function adam<P extends Tree>(
        gradient: (p: P, step: number) => P, start: P, options: { steps: number }): P;
      const loss = ({ w, b }: { w: Scalar[]; b: Scalar }) => add(dot(w, w), square(b));
      const a = adam(grad(loss), { w: [1, 2], b: 3 }, { steps: 10 });`,
    hovers: { a: "{ w: number[]; b: number; }" },
  },
  {
    text: `const slopes = [sin, exp].map((f) => jit(grad(f)));
      const a = slopes.map((slope) => slope(1));`,
    hovers: { a: "number[]" },
  },
  {
    text: `const slopes = [sin, exp].map(derivative);
      const a = slopes.map((slope) => slope(1));`,
    hovers: { slopes: "Derivative<Scalar>[]", a: "number[]" },
  },
  {
    text: `const f = (x: Scalar[]) => dot(x, x);
      const a = [grad(f), jit(grad(f))].map((gradient) => gradient([1, 2]));
      const ways: ((x: number[]) => number[])[] = [grad(f), jit(grad(f)), numericGrad(f)];
      const b = ways.map((gradient) => gradient([1, 2]));`,
    hovers: { a: "number[][]", b: "number[][]" },
  },
  {
    text: `const f = (x: Scalar[]) => dot(x, x), g = (x: Scalar[]) => x.map(sin);
      const a = [grad(f), jit(grad(f)), numericGrad(f)].map((gradient) => gradient([1, 2]));
      const ways = { exact: grad(f), compiled: jit(grad(f)), numeric: numericGrad(f) };
      const b = Object.entries(ways).map(([, gradient]) => gradient([1, 2]));
      const c = [jacobian(g), numericJacobian(g)].map((matrix) => matrix([1, 2]));
      const exact = true as boolean, d = (exact ? grad(f) : numericGrad(f))(new Float64Array(2));`,
    hovers: { a: "number[][]", b: "number[][]", c: "number[][][]", d: "Float64Array<ArrayBuffer>" },
  },
  {
    text: "const a = numericGrad((x: Scalar[]) => dot(x, x))([1 as Scalar]);",
    errors: ["numeric derivatives are of plain numbers"],
  },
  {
    text: `type Gradients = (f: (x: Scalar[]) => Scalar) => (x: number[]) => number[];
      const apply = (gradientOf: Gradients) => gradientOf((x) => dot(x, x))([1, 2]);
      const a = apply(grad), b = apply(numericGrad), c = apply((f) => jit(grad(f)));`,
    hovers: { a: "number[]", b: "number[]", c: "number[]" },
  },
  {
    text: `const differentiate = (compiled: boolean) => compiled ? jit(grad(sin)) : derivative(sin);
      const a = differentiate(true)(3);`,
    hovers: { a: "number" },
  },
  {
    text:
      "function twice(transform: typeof grad) { return transform(sin)(3); } const a = twice(grad);",
    hovers: { a: "number" },
  },
];
