// A smoke of every transform in plain JavaScript: `node smoke.mjs BUNDLE` runs it on a bundle of the
// library, so that whatever Deno alone has does not slip in.

import { deepStrictEqual } from "node:assert";
import { pathToFileURL } from "node:url";

const ad = await import(pathToFileURL(process.argv[2]).href);

const f = ([x, y]) => ad.add(ad.mul(2, x, x), ad.mul(3, x, y), ad.mul(4, y, y));
const polar = ([r, angle]) => [ad.mul(r, ad.cos(angle)), ad.mul(r, ad.sin(angle))];
const modes = ["forward", "reverse"].flatMap((outer) =>
  ["forward", "reverse"].map((inner) => `${outer}-over-${inner}`)
);
const own = ad.unary({ name: "own", value: (x) => x * x, partials: [(x) => ad.mul(2, x)] });
const ownOfTwo = ad.binary({
  name: "own",
  value: (x, y) => x * y,
  partials: [(_, y) => y, (x) => x],
});

const jitted = ad.jit(ad.valueAndGrad(f));
const branching = ad.jit(ad.grad((x) => ad.lt(x, 0) ? ad.square(x) : ad.mul(own(x), ad.exp(x))), {
  eager: true,
});
const checks = {
  derivative: [ad.derivative((x) => ad.mul(x, x, x))(2), 12],
  nested: [ad.derivative((x) => ad.mul(x, ad.grad((y) => ad.add(x, y))(1)))(1), 1],
  jvp: [ad.jvp(f, [[3, 4]], [[1, 0]]), [118, 24]],
  jacfwd: [ad.jacfwd(polar)([2, 0]), [[1, -0], [0, 2]]],
  jacrev: [ad.jacrev(polar)([2, 0]), [[1, -0], [0, 2]]],
  jacobian: [ad.jacobian(polar)([2, 0]), [[1, -0], [0, 2]]],
  grad: [ad.grad(f)([3, 4]), [24, 41]],
  valueAndGrad: [ad.valueAndGrad(f)(new Float64Array([3, 4]))[1], new Float64Array([24, 41])],
  vjp: [ad.vjp(f, [[3, 4]])[1](2), [48, 82]],
  hessian: [
    modes.map((mode) => ad.hessian(f, { mode })([3, 4])),
    modes.map(() => [[4, 3], [3, 8]]),
  ],
  hvp: [modes.map((mode) => ad.hvp(f, { mode })([3, 4], [9, 10])), modes.map(() => [66, 107])],
  control: [[ad.lt(1, 2), ad.value(3), ad.isBox(3), ad.stopGradient(4)], [true, 3, false, 4]],
  unary: [ad.derivative(own)(3), 6],
  binary: [ad.grad(ownOfTwo, { argnums: [0, 1] })(3, 4), [4, 3]],
  numericDerivative: [Math.round(ad.numericDerivative(ad.square)(3) * 1e6) / 1e6, 6],
  numericGrad: [ad.numericGrad(f)([3, 4]).map((v) => Math.round(v * 1e6) / 1e6), [24, 41]],
  numericJacobian: [ad.numericJacobian(([x]) => [x, x])([1]).map(([v]) => Math.round(v)), [1, 1]],
  checkGrads: [ad.checkGrads(f, [[3, 4]]), undefined],
  jit: [[[3, 4], [1, 0]].map((x) => jitted(x)), [[3, 4], [1, 0]].map((x) => ad.valueAndGrad(f)(x))],
  sparse: [ad.sparseHessian(([x, y]) => ad.mul(x, y, y))([3, 4]).toDense(), [[0, 8], [8, 6]]],
  jitInto: [jitted.into([0, [0, 0]], [3, 4]), [118, [24, 41]]],
  jitBranches: [[1, -1, 0, -3].map((x) => branching(x)), [3 * Math.E, -2, 0, -6]],
  jitIsCompiled: [[jitted.stats().hits, branching.stats().variants], [2, 2]],
  refusal: [message(() => ad.derivative((x) => x * 2)(1)).slice(0, 14), "Cannot convert"],
};

function message(body) {
  try {
    return String(body());
  } catch (error) {
    return error.message;
  }
}

for (const [name, [actual, expected]] of Object.entries(checks)) {
  deepStrictEqual(actual, expected, name);
}
console.log(`${Object.keys(checks).length} checks passed`);
