// Optimisers against PyTorch's formulas, written out here scalar by scalar, on every kind of tree; what they refuse.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { AssertTrue, IsExact } from "@std/testing/types";
import { add, grad, mul, type Scalar, square, sub } from "@fluxion/ad";
import * as fit from "@fluxion/ad/fit";
import { assertClose } from "../assert_close.ts";

/** Some gradients that change in sign and size, the same in every run. */
const slopes = Array.from({ length: 40 }, (_, t) => [Math.sin(3 * t), 100 * Math.cos(t) + t]);

/** Runs a transformation over all gradients from a start; the first coordinate in a nest, the second in a list. */
function run<S>(transformation: fit.GradientTransformation<S>, start: number[]): number[][] {
  let parameters = { inner: { x: start[0] }, ys: Float64Array.of(start[1]) };
  let state = transformation.init(parameters);
  return slopes.map(([x, y]) => {
    const gradients = { inner: { x }, ys: Float64Array.of(y) };
    const [updates, next] = transformation.update(gradients, state, parameters);
    state = next;
    parameters = fit.applyUpdates(parameters, updates);
    assert(parameters.ys instanceof Float64Array);
    return [parameters.inner.x, parameters.ys[0]];
  });
}

/** The same by a rule for one scalar that keeps what it wants between calls. */
function byHand(
  start: number[],
  rule: () => (parameter: number, gradient: number, t: number) => number,
): number[][] {
  const rules = start.map(rule);
  let parameters = start;
  return slopes.map((gradient, t) =>
    parameters = parameters.map((own, i) => rules[i](own, gradient[i], t + 1))
  );
}

describe("Adam", () => {
  it("takes the steps of PyTorch's torch.optim.Adam", () => {
    const expected = byHand([1, -2], () => {
      let [expAvg, expAvgSq] = [0, 0];
      return (parameter, gradient, t) => {
        expAvg = 0.8 * expAvg + 0.2 * gradient;
        expAvgSq = 0.95 * expAvgSq + 0.05 * gradient ** 2;
        const denominator = Math.sqrt(expAvgSq) / Math.sqrt(1 - 0.95 ** t) + 1e-3;
        return parameter - 0.03 / (1 - 0.8 ** t) * expAvg / denominator;
      };
    });
    const options = { meanDecay: 0.8, squareDecay: 0.95, epsilon: 1e-3 };
    assertClose(run(fit.adam(0.03, options), [1, -2]), expected, 1e-13);
  });

  it("takes those of torch.optim.AdamW with weight decay, at the rate of a schedule", () => {
    const expected = byHand([1, -2], () => {
      let [expAvg, expAvgSq] = [0, 0];
      return (parameter, gradient, t) => {
        const rate = 0.1 * 0.9 ** (t - 1);
        parameter *= 1 - rate * 0.3;
        expAvg = 0.9 * expAvg + 0.1 * gradient;
        expAvgSq = 0.999 * expAvgSq + 0.001 * gradient ** 2;
        const denominator = Math.sqrt(expAvgSq / (1 - 0.999 ** t)) + 1e-8;
        return parameter - rate * (expAvg / (1 - 0.9 ** t)) / denominator;
      };
    });
    const schedule = fit.exponentialSchedule(0.1, { factor: 0.9 });
    assertClose(run(fit.adamw(schedule, { weightDecay: 0.3 }), [1, -2]), expected, 1e-13);
  });

  it("stays where every gradient was 0, without an epsilon too", () => {
    const optimizer = fit.adam(0.1, { epsilon: 0 });
    assertEquals(optimizer.update([0], optimizer.init([1]), [1])[0], [0]);
  });

  it("leaves state and arguments as they are, and goes on from a stored state", () => {
    const optimizer = fit.adam(0.1);
    const state = optimizer.init([1, 2]);
    const gradient = [3, 4];
    const [, second] = optimizer.update(gradient, state, [1, 2]);
    assertEquals([state.step, [...state.means], gradient], [0, [0, 0], [3, 4]]);
    const stored = structuredClone(second);
    const [direct] = optimizer.update([5, 6], second, [1, 2]);
    const [again] = optimizer.update([5, 6], stored, [1, 2]);
    assertEquals(again, direct);
  });

  it("trains a tree whose type it keeps", () => {
    const loss = (p: { x: Scalar; ys: Scalar[] }) =>
      add(square(sub(1, p.x)), mul(100, square(sub(p.ys[0], square(p.x)))));
    const steps = 4000;
    const optimizer = fit.adam(fit.cosineSchedule(0.05, { steps }));
    let parameters = { x: -1, ys: [1] };
    let state = optimizer.init(parameters);
    for (let i = 0; i < steps; i++) {
      const [updates, next] = optimizer.update(grad(loss)(parameters), state, parameters);
      type _Shape = AssertTrue<IsExact<typeof updates, { x: number; ys: number[] }>>;
      [parameters, state] = [fit.applyUpdates(parameters, updates), next];
    }
    assertClose(parameters, { x: 1, ys: [1] }, 1e-4);
  });
});

describe("Gradient descent", () => {
  const bySgd = (momentum: number, nesterov: boolean) =>
    byHand([1, -2], () => {
      let buffer: number | undefined;
      return (parameter, gradient) => {
        buffer = buffer === undefined ? gradient : momentum * buffer + gradient;
        return parameter - 0.01 * (nesterov ? gradient + momentum * buffer : buffer);
      };
    });

  it("takes the steps of PyTorch's torch.optim.SGD, plain, with momentum and with Nesterov's", () => {
    assertClose(run(fit.sgd(0.01), [1, -2]), bySgd(0, false), 1e-13);
    assertClose(run(fit.sgd(0.01, { momentum: 0.9 }), [1, -2]), bySgd(0.9, false), 1e-13);
    const nesterov = fit.sgd(0.01, { momentum: 0.9, nesterov: true });
    assertClose(run(nesterov, [1, -2]), bySgd(0.9, true), 1e-13);
  });
});

describe("Schedules", () => {
  it("follow their formulas, and stay at their ends", () => {
    assertEquals([0, 7].map(fit.constantSchedule(0.3)), [0.3, 0.3]);
    const cosine = fit.cosineSchedule(0.2, { steps: 8, end: 0.1 });
    assertClose([0, 2, 4, 8, 20].map(cosine), [
      0.2,
      0.1 + 0.05 * (1 + Math.SQRT1_2),
      0.15,
      0.1,
      0.1,
    ]);
    const exponential = fit.exponentialSchedule(2, { factor: 0.25, steps: 2 });
    assertClose([0, 1, 2, 4].map(exponential), [2, 1, 0.5, 0.125]);
    const warm = fit.warmUpSchedule(exponential, { steps: 4, from: 1 });
    assertClose([0, 1, 2, 4, 6].map(warm), [1, 1.25, 1.5, 2, 0.5]);
    assertClose([0, 5, 10, 11].map(fit.warmUpSchedule(0.1, { steps: 10 })), [0, 0.05, 0.1, 0.1]);
  });

  it("are asked for each step once, in order", () => {
    const asked: number[] = [];
    run(fit.sgd((step) => (asked.push(step), 0.1)), [0, 0]);
    assertEquals(asked, Array.from(slopes, (_, t) => t));
  });

  it("refuse what no rate can be", () => {
    assertThrows(() => fit.constantSchedule(-1), RangeError, "with rate the number -1: it is a n");
    const none = { steps: 0 };
    assertThrows(() => fit.cosineSchedule(0.1, none), RangeError, "with steps the number 0");
    const other = { step: 3 } as never;
    assertThrows(() => fit.warmUpSchedule(0.1, other), TypeError, "the options are steps, from");
    assertThrows(() => fit.adam("fast" as never), RangeError, 'rate the string "fast"');
    const wrong = fit.sgd(() => NaN);
    assertThrows(
      () => wrong.update([1], wrong.init([1]), [1]),
      RangeError,
      "Cannot take step 0: the schedule answers the number NaN",
    );
  });
});

describe("Clipping", () => {
  it("shortens to a norm over all parameters, also where squares overflow, and leaves what is short", () => {
    const clipping = fit.clipByGlobalNorm(2.5);
    const clip = (gradients: { a: number; b: number[] }) =>
      clipping.update(gradients, clipping.init(gradients), gradients)[0];
    assertClose(clip({ a: 3e200, b: [4e200] }), { a: 1.5, b: [2] });
    assertEquals(clip({ a: 1.5, b: [2] }), { a: 1.5, b: [2] });
    assertEquals(clip({ a: 0, b: [0] }), { a: 0, b: [0] });
  });

  it("comes before an optimiser in a chain, each with its own state", () => {
    const chain = fit.chainTransformations(fit.clipByValue(1), fit.sgd(1, { momentum: 0.5 }));
    const parameters = Float64Array.of(0, 0);
    const [first, state] = chain.update(
      Float64Array.of(5, -Infinity),
      chain.init(parameters),
      parameters,
    );
    type _Shape = AssertTrue<IsExact<typeof state, readonly [fit.NoState, fit.SgdState]>>;
    assertEquals(first, Float64Array.of(-1, 1));
    const [second] = chain.update(Float64Array.of(0.5, 0), state, parameters);
    assertEquals(second, Float64Array.of(-1, 0.5));
  });
});

describe("Optimisers refuse", () => {
  const optimizer = fit.adam(0.1);
  const parameters = { layers: [{ w: [1, 2] }] };
  const state = optimizer.init(parameters);
  const update = (gradients: unknown, own = state) =>
    optimizer.update(gradients as typeof parameters, own, parameters);

  it("gradients that are not finite, by their path", () => {
    const bad = { layers: [{ w: [1, NaN] }] };
    assertThrows(() => update(bad), RangeError, "gradients.layers[0].w[1] is NaN");
    const infinite = { layers: [{ w: [Infinity, 1] }] };
    assertThrows(() => update(infinite), RangeError, "gradients.layers[0].w[0] is Infinity");
    const chain = fit.chainTransformations(fit.clipByValue(1), optimizer);
    assertThrows(() => chain.update(bad, chain.init(bad), bad), RangeError, "layers[0].w[1] is");
  });

  it("gradients of another shape, and states of other parameters", () => {
    assertThrows(
      () => update({ layers: [{ w: [1] }] }),
      TypeError,
      "gradients.layers[0].w is an array of 1",
    );
    const other = optimizer.init([1, 2, 3]);
    assertThrows(
      () => update(parameters, other),
      RangeError,
      "Cannot update 2 parameters by a state of adam for 3: begin with init(parameters)",
    );
    const restored = JSON.parse(JSON.stringify(state));
    assertThrows(
      () => update(parameters, restored),
      TypeError,
      "by an object as a state of adam: its means are an object, and not a Float64Array; begin with",
    );
    assertThrows(() => update(parameters, null as never), TypeError, "by null as a state of adam");
    const plain = fit.sgd(0.1);
    const none = undefined as never;
    assertThrows(() => plain.update([1], none, [1]), TypeError, "by undefined as a state of sgd");
    const chain = fit.chainTransformations(fit.clipByValue(1), optimizer);
    assertThrows(
      () => chain.update(parameters, state as never, parameters),
      TypeError,
      "as a state of a chain of 2: begin with init(parameters) of the chain",
    );
    const heavy = fit.sgd(0.1, { momentum: 0.9 });
    assertThrows(() => heavy.update([1], heavy.init([1, 2]), [1]), RangeError, "a state of sgd");
  });

  it("what is no number: boxes, text, and what is no transformation", () => {
    const boxes = (x: Scalar) => update({ layers: [{ w: [x, 1] }] })[0].layers[0].w[0];
    assertThrows(() => grad(boxes)(1), TypeError, "gradients.layers[0].w[0] is a differentiated");
    assertThrows(() => optimizer.init({ w: new Map() }), TypeError, "parameters.w is a Map");
    assertThrows(
      () => fit.chainTransformations(fit.adam as never),
      TypeError,
      "number 0 is a func",
    );
  });

  it("options that are out of range, or unknown", () => {
    assertThrows(() => fit.adam(0.1, { meanDecay: 1 }), RangeError, "from 0 to below 1");
    assertThrows(
      () => fit.adamw(0.1, { weightDecay: -1 }),
      RangeError,
      "weightDecay the number -1",
    );
    assertThrows(() => fit.adam(0.1, { beta1: 0.9 } as never), TypeError, "the option beta1");
    assertThrows(() => fit.sgd(0.1, { momentum: 2 }), RangeError, "with momentum the number 2");
    assertThrows(() => fit.sgd(0.1, { nesterov: true }), RangeError, "take momentum 0.9");
    assertThrows(() => fit.sgd(0.1, { nesterov: 1 as never }), TypeError, "it is true or false");
    assertThrows(() => fit.clipByGlobalNorm(0), RangeError, "Cannot clip by a global norm");
    assertThrows(() => fit.clipByValue(NaN), RangeError, "a number above 0");
  });
});
