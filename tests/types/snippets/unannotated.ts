// Functions without annotations: scalars where they are called later, what is passed where they are called at once, and one
// error where a scalar is taken for something else.

import type { Snippet } from "./snippet.ts";

const remedy = `'ScalarUnless<"annotated: (x: Scalar[]) => …">'`;
const noMap = [`Property 'map' does not exist on type ${remedy}`];

/** Functions without annotations. */
export const unannotated: readonly Snippet[] = [
  {
    text: "const a = grad(([x, y]) => mul(x, y))([1, 2]);",
    // Later in one program, the compiler does not repeat this error, and has none.
    errors: [`Type ${remedy} must have a '[Symbol.iterator]()' method`],
    hovers: { a: "number[]" },
  },
  { text: "const a: number[] = grad((x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  {
    text: "const a = grad((p) => mul(p.w, 2))({ w: 1 });",
    errors: [`Property 'w' does not exist on type ${remedy}`],
  },
  { text: "const a = valueAndGrad((x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  { text: "const a = hessian((x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  { text: "const a = hvp((x) => sum(x.map(sin)))([1, 2], [1, 0]);", errors: noMap },
  { text: "const a = jacobian((x) => x.map(sin))([1, 2]);", errors: noMap },
  { text: "const a = jacfwd((x) => ({ sines: x.map(sin) }))([1, 2]);", errors: noMap },
  { text: "const a = jit((x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  { text: "const a = jit(grad((x) => sum(x.map(sin))))([1, 2]);", errors: noMap },
  { text: "const a = [[1, 2]].map(grad((x) => sum(x.map(sin))));", errors: noMap },
  {
    text: `const a = grad((x) => [sum(x.map(sin)), "aux"], { hasAux: true })([1, 2]);`,
    errors: noMap,
  },
  { text: "const a = grad(async (x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  {
    text: "const a = grad((x) => (k: number) => mul(k, sum(x.map(sin))))([1, 2])(3);",
    errors: noMap,
  },
  { text: "const a = checkpoint((x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  { text: "const a = trace((x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  { text: "const a = sparseHessian((x) => sum(x.map(sin)))([1, 2]);", errors: noMap },
  {
    text: "const a = derivative((x) => x.map(sin))([1, 2]);",
    errors: [
      `Property 'map' does not exist on type 'ScalarAlways<"lists and objects are for grad and jacobian">'`,
    ],
  },
  {
    text: "const a = grad((x) => mul(x, x))([1, 2]);",
    errors: [`'number[]' is not assignable to parameter of type ${remedy}`],
  },
  { text: "const f = grad((x) => x * 2);", errors: ["arithmetic operation"] },
  {
    text:
      `const a = grad((x) => x)(2), b = grad((x) => lt(x, 0) ? x : sin(x))(1), c = jacobian((x) => [x, sin(x)])(2);
      const d = grad((x) => { let y = x; for (let k = 0; k < 3; k++) y = mul(y, x); return y; })(2);
      const e = grad((x) => [1, 2].reduce((s, k) => mul(s, k), x))(3), f = grad((x) => typeof x === "number" ? x * 2 : neg(x))(3);
      const g = jit((x, y) => mul(x, y))(2, 3), h = jit((x) => ({ twice: mul(2, x) }))(1);
      const data = JSON.parse("{}"), j = grad((x) => mul(x, data.rate))(2), k = grad((x: Scalar) => data.f(x))(2);`,
    hovers: {
      a: "number",
      b: "number",
      c: "number[]",
      d: "number",
      e: "number",
      f: "number",
      g: "number",
      h: "{ twice: number; }",
      j: "number",
      k: "number",
    },
  },
  {
    text:
      `const a = minimize((x) => dot(x, x), [1, 2]), b = minimize(({ w, h }) => add(dot(w, w), square(h)), { w: [1, 2], h: 3 });
      const c = leastSquares((x, ys: number[]) => ys.map((y) => sub(y, x[0])), [1, 2], { args: [[1, 2]] });
      const d = root((x) => sub(square(x), 2), 1);`,
    hovers: {
      a: "Minimum<number[], number>",
      b: "Minimum<{ w: number[]; h: number; }, number>",
      c: "LeastSquaresFit<number[], number>",
      d: "FoundRoot<number, number>",
    },
  },
  {
    text: `const a = jet(([x, y]) => mul(x, y), [[3, 4]], [[[1, 0]]]);
      checkGrads(([x, y]) => mul(x, y), [[3, 4]]); checkGrads((p: { w: Scalar[] }, x: Scalar[]) => dot(p.w, x), [{ w: [1] }, [2]]);`,
    hovers: { a: "[out: number, outSeries: number[]]" },
  },
  { text: "checkGrads((x: number) => x, [3]);", errors: ["must be of type Scalar, not number"] },
  { text: "checkGrads((x: Scalar) => x, [[3]]);", errors: ["'number[]' is not assignable"] },
];
