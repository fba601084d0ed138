// The same transforms over plain numbers, of `@fluxion/ad/operators`.

import type { Snippet } from "./snippet.ts";

const from = `import * as over from "@fluxion/ad/operators";\n`;

const snippets: readonly Snippet[] = [
  {
    text:
      `const a = [1, 2].map(over.derivative(Math.sin)), b = [[1, 2]].map(over.grad((x: number[]) => x[0] ** 2));
      const c = over.grad((x) => x * x)(3), d = over.hessian((x: number[]) => x[0])([1]), e = over.jacobian((x: number[]) => x)([1]);`,
    hovers: { a: "number[]", b: "number[][]", c: "number", d: "number[][]", e: "number[][]" },
  },
  {
    text:
      `const a = over.grad((x: number) => [x, "a"], { hasAux: true })(2), b = over.grad((x: Float64Array) => x[0])(new Float64Array(2));`,
    hovers: { a: "[gradient: number, aux: string]", b: "Float64Array<ArrayBuffer>" },
  },
  {
    text: `function descend<P>(f: (p: P) => number, start: P) { return over.grad(f)(start); }
      const a = descend((p: { w: number[]; b: number }) => p.b, { w: [1], b: 2 });`,
    hovers: { a: "{ w: number[]; b: number; }" },
  },
  { text: "const a = jit(over.grad((x: number[]) => x[0]))([1, 2]);", hovers: { a: "number[]" } },
  {
    text: "const f = over.grad((x: number) => x, { argnum: 1 });",
    errors: ["Did you mean to write 'argnums'?"],
  },
  {
    text: "const f = over.grad((x: number) => x, { argnums: 1 });",
    errors: ["that the function does not have"],
  },
  { text: "const f = over.grad((x: number[]) => x);", errors: ["jacobian is for several"] },
  {
    text: `const f = over.grad((x: number) => [x, "a"]);`,
    errors: ["give the option hasAux: true"],
  },
  {
    text: "const f = over.grad(([x, y]) => x * y);",
    errors: [`Type 'NumberUnless<"annotated: (x: number[]) => …">' must have`],
  },
  {
    text: "const a = over.grad((x) => x * x)([1, 2]);",
    errors: [`parameter of type 'NumberUnless<"annotated: (x: number[]) => …">'`],
  },
  {
    text:
      `const a = over.grad((x) => { let y = x; for (let k = 0; k < 3; k++) y *= x; return Math.sin(y); })(2);
      const b = over.grad((x, y) => x === 0 ? y : x, { argnums: [0, 1] })(1, 2), c = over.jacobian((x) => [x, x * 2])(1);`,
    hovers: { a: "number", b: "[number, number]", c: "number[]" },
  },
];

/** Functions that are written with operators. */
export const writtenWithOperators: readonly Snippet[] = snippets.map((snippet) => ({
  ...snippet,
  text: from + snippet.text,
}));
