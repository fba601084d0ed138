// What comes back, as hovers show it: the plain type, and not how the library finds it.

import type { Snippet } from "./snippet.ts";

/** Answers of operations. */
export const answersOfOperations: readonly Snippet[] = [
  {
    text: `const x = 1 as Scalar;
      const a = mul(2, 3), b = mul(2, x), c = add(...[1, 2]), d = add(), e = sin(2), f = pow(x, 2);`,
    hovers: { a: "number", b: "Scalar", c: "number", d: "number", e: "number", f: "Scalar" },
  },
  {
    text: `const x = 1 as Scalar;
      const a = max(1, 2), b = max([1, x]), c = max(new Float64Array(2)), d = hypot(x, 1), e = min();`,
    hovers: { a: "number", b: "Scalar", c: "number", d: "Scalar", e: "number" },
  },
  {
    text: `const x = 1 as Scalar;
      const a = clamp(x, 0, 1), b = where(lt(x, 0), 1, 2), c = where(true, 1, x), d = dot([1], [x]);
      const e = variance([1, 2]), f = softmax([1, x]), g = sum([1, x]), h = clamp(1, 0, 2);`,
    hovers: {
      a: "Scalar",
      b: "number",
      c: "Scalar",
      d: "Scalar",
      e: "number",
      f: "Scalar[]",
      g: "Scalar",
      h: "number",
    },
  },
  {
    text: `const x = 1 as Scalar; const a = typeof x === "number" ? 1 : mul(2, x, 3);`,
    hovers: { a: "Scalar" },
  },
  {
    text: `const cube = <T extends Scalar>(x: T) => mul(x, mul(x, x));
      const a = cube(2), b = cube(2 as Scalar), c = grad(cube)(3), d = [1, 2].map(cube);`,
    hovers: { a: "number", b: "Scalar", c: "number", d: "number[]" },
  },
  {
    text: `const cube = <T extends Scalar>(x: T): OfOperand<T> => mul(x, mul(x, x)) as OfOperand<T>;
      const a = cube(2);`,
    hovers: { a: "number" },
  },
  {
    text:
      "const f = (x: Scalar, y: Scalar): Scalar => mul(x, y); const a = f(1, 2), b = value(f(1, 2));",
    hovers: { a: "Scalar", b: "number" },
  },
];

/** Answers of derivatives. */
export const answersOfDerivatives: readonly Snippet[] = [
  {
    text:
      `const a = derivative(sin)(3), b = derivative((t) => [t, sin(t)])(1), c = derivative(derivative(sin))(1);
      const d = grad(derivative(sin))(3), e = grad((x, y) => mul(x, y), { argnums: [0, 1] })(1, 2);`,
    hovers: { a: "number", b: "number[]", c: "number", d: "number", e: "[number, number]" },
  },
  {
    text: `interface Model { readonly w: readonly Scalar[]; readonly b: Scalar }
      const a = grad((m: Model) => mul(m.b, sum(m.w)))({ w: [1, 2], b: 3 });
      const b = grad(([x, y]: [Scalar, Scalar]) => mul(x, y))([1, 2]);
      const c = hessian((x: Scalar[]) => dot(x, x))([1, 2]);`,
    hovers: { a: "{ w: number[]; b: number; }", b: "[number, number]", c: "number[][]" },
  },
  {
    text: `const f = (x: Scalar[]) => x.map(square);
      const a = jacobian(jacobian(jacobian(f)))([1, 2]), b = jacobian(jacobian(f));`,
    hovers: {
      a: "number[][][][]",
      b: "Jacobian<[x: FloatArray | readonly Scalar[]], 0, Scalar[][]>",
    },
  },
  {
    text: `const floats = new Float64Array(2);
      const a = grad((x: Scalar[]) => x[0])(floats), b = new Blob([a]), c = jacobian((x: Scalar[]) => x)(floats);`,
    hovers: { a: "Float64Array<ArrayBuffer>", c: "Float64Array<ArrayBuffer>[]" },
  },
  {
    text: `const a = grad((x: Scalar[]) => dot(x, x)), b = jit(grad((x: Scalar[]) => dot(x, x)));`,
    hovers: {
      a: "Gradient<[x: Scalar[]], 0, Scalar>",
      b: "Jitted<Gradient<[x: Scalar[]], 0, Scalar>>",
    },
  },
  {
    text:
      `const a = jit((x: Scalar) => mul(x, x))(3), b = jit(max)(1, 2), c = jit((x: Scalar[]) => sum(x))([1, 2]);
      const d = jit(grad((x: Scalar[]) => dot(x, x)))([1, 2]), e = jit((x: Scalar) => sin(x))(1 as Scalar);
      const f = jit((x: Scalar) => ({ at: [x, sin(x)], name: "sine" }))(1);`,
    hovers: {
      a: "number",
      b: "number",
      c: "number",
      d: "number[]",
      e: "Scalar",
      f: "{ at: number[]; name: string; }",
    },
  },
  {
    text: `const a = grad((x) => [x, { x, label: "s" }], { hasAux: true })(1);
      const b = valueAndGrad((x: Scalar[]) => [dot(x, x), { x }], { hasAux: true })([1]);
      const c = hessian((x: Scalar) => [square(x), new Map([["x", 1]])], { hasAux: true })(1);
      const d = grad(async (x) => [x, "later"], { hasAux: true })(1);`,
    hovers: {
      a: "[gradient: number, aux: { x: number; label: string; }]",
      b: "[value: [value: number, aux: { x: number[]; }], gradient: number[]]",
      c: "[hessian: number, aux: Map<string, number>]",
      d: "Promise<[gradient: number, aux: string]>",
    },
  },
  {
    text: `type Shape = { kind: "circle"; r: Scalar } | { kind: "square"; side: Scalar };
      const area = (shape: Shape) => shape.kind === "circle" ? mul(Math.PI, square(shape.r)) : square(shape.side);
      const a = grad(area)({ kind: "circle", r: 1 }), b = grad((p: { x: Scalar; tag: string | null }) => p.x)({ x: 1, tag: null });`,
    hovers: { a: `{ kind: "circle"; r: number; }`, b: "{ x: number; tag: null; }" },
  },
  {
    text: `class Line { slope: Scalar = 1; at(x: Scalar) { return mul(this.slope, x); } }
      const a = grad((line: Line) => line.at(2))(new Line());`,
    hovers: { a: "{ slope: Scalar; }" },
  },
  {
    text:
      `const a = grad((x: ArrayLike<Scalar>) => x[0])([1, 2]), b = grad((p: { w: ArrayLike<Scalar> }) => p.w[0])({ w: [1] });`,
    hovers: { a: "number[]", b: "{ w: number[]; }" },
  },
  {
    text:
      `const a = jvp(([x, y]) => mul(x, y), [[1, 2]], [[1, 0]]), [b, pull] = vjp((x) => sum(x), [[1, 2]]), c = pull(1);
      const [d, along] = linearize((p) => mul(p.a, p.b), [{ a: 1, b: 2 }]), e = along({ a: 1, b: 0 });`,
    hovers: {
      a: "[out: number, outTangent: number]",
      b: "number",
      c: "number[]",
      d: "number",
      e: "number",
    },
  },
  {
    text: "const a = grad((x) => { throw x; });",
    hovers: { a: 'Gradient<[x: ScalarUnless<"annotated: (x: Scalar[]) => …">], 0, never>' },
  },
];
