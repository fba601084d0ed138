// What a program that has installed the package asks of all entry points that work anywhere: plain JavaScript of no
// particular runtime, so that the same runs in Node, Bun, pages and workers, installed or bundled.

import { add, derivative, grad, hessian, isBox, mul, sin, square, sub, sum } from "@fluxion/ad";
import { numericDerivative } from "@fluxion/ad/check";
import { normalLogDensity } from "@fluxion/ad/density";
import { leastSquares, minimize, root, rootScalar, sample } from "@fluxion/ad/fit";
import { jit } from "@fluxion/ad/jit";
import { determinant, singularValues } from "@fluxion/ad/linalg";
import { odeint } from "@fluxion/ad/ode";
import { grad as gradOfNumbers } from "@fluxion/ad/operators";
import { times } from "@fluxion/ad/operators/runtime";
import { sparseHessian } from "@fluxion/ad/sparse";
import { besselJ0, digamma, lgamma } from "@fluxion/ad/special";
import { derivatives } from "@fluxion/ad/taylor";
import { trace } from "@fluxion/ad/trace";

/** Answers as text, since some of these places have no other way out, and whether `jit` compiled. */
export function answers() {
  const cube = (x) => mul(x, x, x);
  const compiled = jit(grad((xs) => sum(xs.map(square))), { eager: true });
  const round = (x) => Math.round(x * 1e9) / 1e9;
  // Boxes of the core meet every other entry point: that there are not two cores shows only here.
  const checks = {
    nested: [derivative((x) => mul(x, grad((y) => add(x, y))(1)))(1), 1],
    hessian: [hessian(([x, y]) => mul(x, sin(y)))([1, 0]), [[0, 1], [1, -0]]],
    check: [round(numericDerivative(cube)(2)), 12],
    density: [derivative((x) => normalLogDensity(x, 0, 2))(1), -0.25],
    leastSquares: [leastSquares((x) => [sub(square(x), 4)], 1).parameters, 2],
    minimize: [minimize((x) => square(sub(x, 3)), 3).parameters, 3],
    root: [root((x) => sub(x, 3), 1).parameters, 3],
    rootScalar: [derivative((a) => rootScalar((x) => sub(x, a), [0, 9]))(3), 1],
    packageOfFit: [
      sample((x) => mul(-0.5, square(x)), 0, { draws: 9, chains: 2 }).draws.length,
      18,
    ],
    jit: [[compiled([1, 2]), compiled([3, 4])], [[2, 4], [6, 8]]],
    jitWithin: [derivative((x) => jit(cube)(x))(2), 12],
    linalg: [grad(determinant)([[2, 0], [0, 3]]), [[3, -0], [-0, 2]]],
    packageOfLinalg: [singularValues([[3, 0], [0, 4]]).map(round), [4, 3]],
    ode: [round(derivative((k) => odeint((_t, y) => mul(k, y), 1, [0, 1])[1])(0.5)), 1.648721271],
    operators: [gradOfNumbers((x) => times(x, x))(3), 6],
    sparse: [sparseHessian(([x, y]) => mul(x, y, y))([3, 4]).toDense(), [[0, 8], [8, 6]]],
    special: [round(derivative(lgamma)(2.5) - digamma(2.5)), 0],
    packageOfSpecial: [round(besselJ0(1)), 0.765197687],
    taylor: [derivatives(cube, 3)(2), [8, 12, 12, 6]],
    trace: [trace((x) => add(x, sin(x)))(1).toInfix(), "x + sin(x)"],
    traceOfGradient: [trace(grad(cube))(2).toInfix(), trace(grad(cube))(3).toInfix()],
    plain: [isBox(grad(cube)(1)), false],
  };
  const text = (value) => JSON.stringify(value);
  const wrong = Object.entries(checks)
    .filter(([, [actual, expected]]) => text(actual) !== text(expected))
    .map(([name, [actual, expected]]) => `${name}: ${text(actual)}, not ${text(expected)}`);
  return { count: Object.keys(checks).length, wrong, uncompiled: compiled.stats().uncompiled };
}
