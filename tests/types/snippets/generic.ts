// Code that is generic over what it differentiates, as .github/TYPES.md has it: without a cast.

import type { Snippet } from "./snippet.ts";

/** Generic code. */
export const genericCode: readonly Snippet[] = [
  {
    text: `function descend<P>(gradient: (p: P) => P, start: P): P { return gradient(start); }
      const loss = ({ w, b }: { w: Scalar[]; b: Scalar }) => mul(b, sum(w));
      const a = descend(grad((x: Scalar[]) => sum(x)), [1, 2]), b = descend(grad(loss), { w: [1], b: 2 });
      const c = descend(grad((x: Scalar[]) => sum(x)), new Float64Array(2)), d = descend(derivative(sin), 3);`,
    hovers: {
      a: "number[]",
      b: "{ w: number[]; b: number; }",
      c: "Float64Array<ArrayBuffer>",
      d: "number",
    },
  },
  {
    text:
      `function search<P>(f: (p: P) => [number, P], start: P): P { const [, gradient] = f(start); return gradient; }
      const a = search(valueAndGrad((x: Scalar[]) => sum(x)), [1, 2]);`,
    hovers: { a: "number[]" },
  },
  {
    text: `function descend(f: (p: Scalar[]) => Scalar, start: number[]): number[] {
        const slope = grad(f);
        return start.map((x, i) => x - slope(start)[i]);
      }`,
  },
  {
    text: `function newton<Out>(f: (x: Scalar) => Out, x: number) { return derivative(f)(x); }
      const a = newton((x) => [x, sin(x)], 1);`,
    hovers: { a: "number[]" },
  },
  {
    text:
      `const composed = <A extends unknown[]>(f: (...args: A) => Scalar) => (...args: A) => sin(f(...args));
      const a = grad(composed((x: Scalar[], y: Scalar) => mul(x[0], y)))([1], 2);`,
    hovers: { a: "number[]" },
  },
  {
    text:
      `function flattened<P extends Tree<P>>(start: P) { const [vector, unravel] = ravel(start); return unravel(vector); }
      const a = flattened({ w: [1, 2] });`,
    hovers: { a: "{ w: number[]; }" },
  },
  {
    text: "function descend<P>(f: (p: P) => Scalar) { return grad(f); }",
    errors: [`"in generic code the parameter is of type Scalars<P>"`],
  },
  {
    text: `function descend<P>(f: (p: Scalars<P>) => Scalar, start: P): P {
        const slope = grad(f);
        let p = start;
        for (let k = 0; k < 9; k++) p = treeMap((x, dx) => sub(x, mul(0.1, dx)), p, slope(p));
        return p;
      }
      interface Model { readonly w: readonly Scalar[]; readonly b: Scalar }
      const loss = ({ w, b }: Model) => add(dot(w, w), square(b));
      const a = descend((x: Scalar[]) => dot(x, x), [1, 2]), b = descend(loss, { w: [1], b: 2 });
      const c = descend((x) => dot(x, x), [1, 2]), d = descend(({ w, b }) => mul(b, sum(w)), { w: [1], b: 2 });
      const e = descend(([x, y]) => mul(x, y), [1, 2] as [number, number]), f = descend((x) => sum(x), new Float64Array(2));
      const g = descend((x) => { let y = x; y = sin(y); return y; }, 2), h = descend(sin, 1), i = descend(sum, [1]);`,
    hovers: {
      a: "number[]",
      b: "{ w: number[]; b: number; }",
      c: "number[]",
      d: "{ w: number[]; b: number; }",
      e: "[number, number]",
      f: "Float64Array<ArrayBuffer>",
      g: "number",
      h: "number",
      i: "number[]",
    },
  },
  {
    text:
      `function first<P>(f: (p: Scalars<P>) => Scalar, start: P): [Scalar, P] { return valueAndGrad(f)(start); }
      function along<P>(f: (p: Scalars<P>) => Scalar, at: P): P { return hvp(f)(at, grad(f)(at)); }
      function fitted<P>(f: (p: Scalars<P>, xs: number[]) => Scalar, at: P, xs: number[]): P { return grad(f)(at, xs); }
      function seen<P>(f: (p: Scalars<P>) => readonly [Scalar, string], at: P): [P, string] { return grad(f, { hasAux: true })(at); }
      function later<P>(f: (p: Scalars<P>) => Promise<Scalar>, at: P): Promise<P> { return grad(f)(at); }
      function compiled<P>(f: (p: Scalars<P>) => Scalar, at: P): P { return jit(grad(f))(at); }
      function both<P>(f: (p: Scalars<P>) => Scalar, g: (p: Scalars<P>) => Scalar, at: P): P {
        return grad((p: Scalars<P>) => add(f(p), g(p)))(at);
      }
      const a = first((x) => dot(x, x), [1, 2]), b = fitted((w, xs) => dot(w, xs), [1, 2], [3, 4]);`,
    hovers: { a: "[Scalar, number[]]", b: "number[]" },
  },
  {
    text: `function descend<P>(f: (p: Scalars<P>) => Scalar, start: P): P { return grad(f)(start); }
      const a = descend((x: number[]) => x[0], [1, 2]);`,
    errors: ["'(p: Scalars<number[]>) => Scalar'"],
  },
  {
    text: `function descend<P>(f: (p: Scalars<P>) => Scalar, start: P): P { return grad(f)(start); }
      const a = descend((x) => x[0] * 2, [1, 2]);`,
    errors: ["arithmetic operation"],
  },
  {
    text:
      `const a = treeMap((x, g) => x - 0.1 * g, { w: [1, 2] }, grad((p: { w: Scalar[] }) => sum(p.w))({ w: [1, 2] }));
      const b = treeMap((x) => mul(x, 2), [1 as Scalar]), c = treeMap((x) => 2 * x, new Float64Array(2));`,
    hovers: { a: "{ w: number[]; }", b: "Scalar[]", c: "Float64Array<ArrayBuffer>" },
  },
  { text: "const a = treeMap((x) => 2 * x, [1 as Scalar]);", errors: ["arithmetic operation"] },
  {
    text: `const a = treeMap((x) => "a", [1]);`,
    errors: ["'string' is not assignable to type 'Scalar'"],
  },
  {
    text: `const a = treeMap((x, y) => x - y, [1], { w: 1 });`,
    errors: ["'w' does not exist in type 'number[]'"],
  },
  {
    text:
      "const ready = <F extends (...args: never[]) => unknown>(f: F): F => jit(f); const a = ready(grad(sin))(3);",
    hovers: { a: "number" },
  },
];
