// What is refused, and the words that say what to write.

import type { Snippet } from "./snippet.ts";

/** Mistakes in functions. */
export const mistakesInFunctions: readonly Snippet[] = [
  { text: "const f = jit({});", errors: ["'CallableFunction | (("] },
  { text: "const f = grad((x: number) => x * x);", errors: ["must be of type Scalar, not number"] },
  {
    text: "const f = grad((x: number[]) => x[0]);",
    errors: ["must be of type Scalar, not number"],
  },
  {
    text: "const f = grad((x: Float64Array) => x[0]);",
    errors: ["must be of type Scalar, not number"],
  },
  { text: "const f = grad(Math.sin);", errors: ["must be of type Scalar, not number"] },
  {
    text: "const f = hessian((x: number[]) => x[0]);",
    errors: ["must be of type Scalar, not number"],
  },
  {
    text: "const f = derivative((x: number) => x * x);",
    errors: ["must be of type Scalar, not number"],
  },
  { text: "const f = derivative(Math.sin);", errors: ["must be of type Scalar, not number"] },
  {
    text: "const f = derivative((x: Scalar[]) => x[0]);",
    errors: ["'Scalar' is not assignable to type 'Scalar[]'"],
  },
  { text: "const f = grad((x: Scalar) => [x, x, x]);", errors: ["jacobian is for several"] },
  { text: "const f = grad((x: Scalar[]) => x.map(sin));", errors: ["jacobian is for several"] },
  { text: `const f = grad((x: Scalar) => "a");`, errors: ["returns one real number"] },
  { text: `const f = grad((x: Scalar) => [x, "a"]);`, errors: ["give the option hasAux: true"] },
  {
    text: "const f = grad(sin, { hasAux: true });",
    errors: ["with hasAux the function returns [value, aux]"],
  },
  { text: "const f = hessian((x: Scalar[]) => x);", errors: ["jacobian is for several"] },
  {
    text: "const f = grad((m: Map<string, Scalar>) => m.get('x')!);",
    errors: ["no Map, Set or Date"],
  },
  {
    text: "const f = grad((p: { when: Date; x: Scalar }) => p.x);",
    errors: ["no Map, Set or Date"],
  },
  {
    text: "const f = grad((p: { seen: Set<number>; x: Scalar }) => p.x);",
    errors: ["pass it as a later argument"],
  },
  { text: "const f = grad((x: Scalar, seen: Set<number>) => x);" },
  { text: `const f = grad((name: string) => 3 as Scalar);`, errors: ["must hold scalars"] },
  {
    text: "const f = (x: Scalar) => x * x;",
    errors: ["arithmetic operation", "arithmetic operation"],
  },
  {
    text: "const f = (x: Scalar) => Math.exp(x);",
    errors: ["'Scalar' is not assignable to parameter of type 'number'"],
  },
  { text: "const f = (x: Scalar) => x > 0;", errors: ["Operator '>' cannot be applied"] },
  {
    text: "const f = (x: Scalar) => { let y = 1; y = mul(y, x); return y; };",
    errors: ["'Scalar' is not assignable to type 'number'"],
  },
  { text: "const f = (x: Scalar) => { let y: Scalar = 1; y = mul(y, x); return y; };" },
  {
    text: "function cube<T extends Scalar>(x: T): T { return mul(x, x); }",
    errors: ["OfOperand<T>"],
  },
];

/** Mistakes in options and arguments. */
export const mistakesInCalls: readonly Snippet[] = [
  { text: "const f = grad(sin, { argnum: 0 });", errors: ["Did you mean to write 'argnums'?"] },
  { text: "const f = grad(sin, { hasaux: true });", errors: ["Did you mean to write 'hasAux'?"] },
  {
    text: "const f = valueAndGrad(sin, { argnms: 0 });",
    errors: ["Did you mean to write 'argnums'?"],
  },
  {
    text: "const f = hessian(sin, { modee: 'forward-over-reverse' });",
    errors: ["Did you mean to write 'mode'?"],
  },
  {
    text: "const f = hessian(sin, { mode: 'forward' });",
    errors: [`'"forward"' is not assignable`],
  },
  { text: "const f = jit(sin, { eagre: true });", errors: ["Did you mean to write 'eager'?"] },
  { text: "const f = grad(sin, { argnums: '0' });", errors: ["'string' is not assignable"] },
  {
    text: "const f = derivative(sin, { argnums: 0 });",
    errors: ["Expected 1 arguments, but got 2"],
  },
  {
    text: "const f = grad(sin, { argnums: 1 });",
    errors: ["an argument that the function does not have"],
  },
  {
    text: "const f = grad((x: Scalar, y: Scalar) => x, { argnums: [0, 2] });",
    errors: ["that the function does not have"],
  },
  {
    text: "const f = grad((x: Scalar, y: Scalar) => x, { argnums: -3 });",
    errors: ["that the function does not have"],
  },
  {
    text:
      "const f = grad((x: Scalar, y: Scalar) => x, { argnums: -2 }), g = grad((x, y) => x, { argnums: 1 });",
  },
  {
    text: "const a = grad((x: Scalar) => x)('3');",
    errors: ["'string' is not assignable to parameter of type 'Scalar'"],
  },
  {
    text: "const a = grad((x: Scalar[]) => sum(x))(3);",
    errors: ["'number' is not assignable to parameter of type"],
  },
  { text: "const a = grad((x: Scalar) => x)(1, 2);", errors: ["Expected 1 arguments, but got 2"] },
  {
    text: "const a = grad((x: Scalar, y: Scalar) => x)(1);",
    errors: ["Expected 2 arguments, but got 1"],
  },
  { text: "const a = max('a', 2);", errors: [`'"a"' is not assignable`] },
  {
    text: "const a = mul(2, [3]);",
    errors: ["'number[]' is not assignable to parameter of type 'Scalar'"],
  },
  { text: "const a = sum(3);", errors: ["parameter of type 'ScalarList'"] },
];
