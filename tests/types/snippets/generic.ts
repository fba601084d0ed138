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
    errors: ["'TakesScalars<[p: P], 0>'"],
  },
  {
    text:
      "const ready = <F extends (...args: never[]) => unknown>(f: F): F => jit(f); const a = ready(grad(sin))(3);",
    hovers: { a: "number" },
  },
];
