// What a typed program that has installed the package says of answers: it is compiled, and never run, by each compiler
// and with each of the strict options that projects have. It has to be clean under `noUncheckedIndexedAccess`, too.

import {
  add,
  checkpoint,
  customVjp,
  derivative,
  dot,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  linearize,
  lt,
  mul,
  ravel,
  type Scalar,
  type Scalars,
  sin,
  square,
  sub,
  sum,
  treeMap,
  unary,
  value,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { checkGrads, numericGrad } from "@fluxion/ad/check";
import { normalLogDensity } from "@fluxion/ad/density";
import { draw, toSvg } from "@fluxion/ad/draw";
import { minimize } from "@fluxion/ad/fit";
import { jit, type JitStats } from "@fluxion/ad/jit";
import { lift } from "@fluxion/ad/lift";
import { matmul, solve } from "@fluxion/ad/linalg";
import { odeint } from "@fluxion/ad/ode";
import { grad as gradOfNumbers } from "@fluxion/ad/operators";
import { times } from "@fluxion/ad/operators/runtime";
import "@fluxion/ad/register";
import { sparseHessian, type SparseMatrix } from "@fluxion/ad/sparse";
import { gamma } from "@fluxion/ad/special";
import { derivatives } from "@fluxion/ad/taylor";
import { trace } from "@fluxion/ad/trace";
import type { WithNumbers } from "@fluxion/ad/types";
import { vite } from "@fluxion/ad/unplugin";

interface Model {
  readonly w: readonly Scalar[];
  readonly b: Scalar;
}
const loss = (model: Model): Scalar => add(dot(model.w, model.w), square(model.b));
const model = { w: [1, 2], b: 3 };

export const slope: number = derivative((x) => mul(x, sin(x)))(1);
export const gradient: { w: number[]; b: number } = grad(loss)(model);
export const pair: [number, { w: number[]; b: number }] = valueAndGrad(loss)(model);
export const several: [number, number] = grad((x: Scalar, y: Scalar) => mul(x, y), {
  argnums: [0, 1],
})(1, 2);
export const floats: Float64Array = grad((xs: Scalar[]) => sum(xs))(new Float64Array(2));
export const curvature: number[][] = hessian((xs: Scalar[]) => sum(xs.map(square)))([1, 2]);
export const along: number[] = hvp((xs: Scalar[]) => sum(xs.map(square)))([1, 2], [1, 0]);
export const rows: number[][] = jacobian((xs: Scalar[]) => xs.map(square))([1, 2]);
export const [out, tangent] = jvp((x: Scalar) => square(x), [1], [1]);
export const [result, pullback] = vjp((x: Scalar) => square(x), [1]);
export const linear = linearize((x: Scalar) => square(x), [1]);
export const bell = unary({
  name: "bell",
  value: (x) => Math.exp(-x * x),
  partials: [(x, y) => mul(-2, x, y)],
});
export const cube = customVjp(
  (x: Scalar) => mul(x, x, x),
  (x: Scalar) => [mul(x, x, x), x] as const,
  (x, cotangent) => [mul(3, x, x, cotangent)],
);
export const branch: boolean = lt(value(cube(2)), 8);
export const light = checkpoint((x: Scalar) => sin(sin(x)));
export const [vector, unravel] = ravel(model);
export const descent: number[] = numericGrad((xs: Scalar[]) => sum(xs))([1, 2]);
export const checked: void = checkGrads(loss, [model]);
const total = (xs: Scalar[]) => sum(xs);
export const ways: number[][] = [grad(total), jit(grad(total)), numericGrad(total)]
  .map((way) => way([1, 2]));
export const doubled: number = jit((x) => mul(2, x))(3);
export const least: { x: number } = minimize((p) => square(p.x), { x: 1 }).parameters;

function descend<P>(f: (p: Scalars<P>) => Scalar, start: P): P {
  return treeMap((x, slope) => sub(x, mul(0.1, slope)), start, grad(f)(start));
}
export const descended: { w: number[]; b: number } = descend(loss, model);
export const inferred: number[] = descend((xs) => dot(xs, xs), [1, 2]);

export const density: number = normalLogDensity(1, 0, 1);
export const compiled: number[] = jit(grad((xs: Scalar[]) => sum(xs.map(square))))([1, 2]);
export const stats: JitStats = jit(grad(loss)).stats();
export const picture: Promise<string> = toSvg(trace((x) => sin(x))(1));
export const drawing: Promise<unknown> = draw(trace((x) => sin(x))(1));
export const code: string | undefined = lift("const f = (x) => x;")?.code;
export const solved: readonly Scalar[] = solve([[2, 0], [0, 2]], [1, 2]);
export const product = matmul([[1, 2]], [[1], [2]]);
export const states = odeint((_t: Scalar, y: Scalar) => y, 1, [0, 1]);
export const marked: number = gradOfNumbers((x: number) => x * x)(3);
export const six: unknown = times(2, 3);
export const sparse: SparseMatrix = sparseHessian((xs: Scalar[]) => sum(xs.map(square)))([1, 2]);
export const factorial: number = gamma(5);
export const orders: number[] = derivatives((x) => sin(x), 3)(0);
export const plain: WithNumbers<Model> = gradient;
export const plugin: { name: string } = vite();

// @ts-expect-error A scalar has no native arithmetic.
export const wrong = derivative((x) => x * 2);
// @ts-expect-error An option has another name.
export const misspelt = grad(loss, { argnum: 0 });
