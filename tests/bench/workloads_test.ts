// The programs that are timed do what they say: the plain function and the one of our operations are the
// same, and their derivatives are those derived on paper, which difference quotients confirm.

import { grad, type Scalar } from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { byHand, plain } from "../../bench/peers/by_hand.ts";
import { type Contender, type TaskName, tasks } from "../../bench/peers/contender.ts";
import { fluxion, fluxionCompiled, fluxionOnNumbers } from "../../bench/peers/fluxion.ts";
import { numbersIn, type Prepare } from "../../bench/group.ts";
import { inputs } from "../../bench/inputs.ts";
import { largestError } from "../../bench/timer.ts";
import * as process from "../../bench/workloads/gaussian_process.ts";
import * as chain from "../../bench/workloads/chain.ts";
import * as known from "../../bench/workloads/known.ts";
import * as mixed from "../../bench/workloads/mixed.ts";
import * as network from "../../bench/workloads/network.ts";
import * as pendulum from "../../bench/workloads/pendulum.ts";
import * as rosenbrock from "../../bench/workloads/rosenbrock.ts";

const names = Object.keys(tasks) as TaskName[];

function answer(contender: Contender, task: TaskName, size: number): number[] {
  const prepare = contender.tasks[task];
  if (typeof prepare !== "function") throw new Error(`${contender.name} leaves ${task} out`);
  return numbersIn(prepare(size)());
}

describe("Our operations", () => {
  for (const task of names) {
    const sizes = [tasks[task].warmSize, Math.min(1000, tasks[task].sizes[0])];
    it(`answer the derivative derived on paper: ${tasks[task].title}`, () => {
      for (const size of sizes) {
        const error = largestError(answer(fluxion, task, size), answer(byHand, task, size));
        assert(error < 1e-12, `n = ${size}: off by ${error}`);
      }
    });

    it(`answer the same bits compiled, traced and run: ${tasks[task].title}`, () => {
      for (const size of sizes) {
        const call = (fluxionCompiled.tasks[task] as Prepare)(size);
        const expected = answer(fluxion, task, size);
        for (const numbers of [call(), call()].map(numbersIn)) {
          assertEquals(numbers.length, expected.length);
          assert(numbers.every((x, i) => Object.is(x, expected[i])));
        }
      }
    });

    if (task in fluxionOnNumbers.tasks) {
      it(`answer the value of the plain function: ${tasks[task].title}`, () => {
        for (const size of sizes) {
          const [value] = answer(fluxionOnNumbers, task, size);
          const [expected] = answer(plain, task, size);
          assert(Math.abs(value - expected) <= 1e-12 * Math.abs(expected));
        }
      });
    }
  }

  it("go through a loop with few snapshots as through a plain one", () => {
    const { checkpointed, parameters, pendulum: plainly } = pendulum;
    assertEquals(checkpointed(parameters, 50), plainly(parameters, 50));
  });

  it("answer the value of the function whose derivatives are known", () => {
    assert(Math.abs(known.known(0.3) as number - known.plain(0.3)) < 1e-15);
    assert(Math.abs(known.nth(0.3, 0) - known.plain(0.3)) < 1e-15);
  });
});

describe("What was derived on paper", () => {
  const x = inputs(6);

  function agrees(derivative: unknown, numeric: unknown): void {
    const error = largestError(numbersIn(derivative), numbersIn(numeric));
    assert(error < 1e-9, `off by ${error}`);
  }

  it("agrees with difference quotients: gradients", () => {
    agrees(rosenbrock.gradient(x), numericGrad((x: number[]) => rosenbrock.plain(x))(x));
    agrees(mixed.gradient(x), numericGrad((x: number[]) => mixed.plain(x))(x));
    agrees(chain.gradient(0.5, 99), numericGrad((x) => chain.plain(x, 99))(0.5));
    const swing = (x: readonly number[]) => pendulum.plain(x, 50);
    agrees(pendulum.gradient(pendulum.parameters, 50), numericGrad(swing)(pendulum.parameters));
    const ofBiases = (biases: number[]) => {
      const [first, ...others] = network.layers;
      return network.plain([{ weights: first.weights, biases }, ...others]);
    };
    const { biases } = network.gradient(network.layers)[0];
    agrees(biases, numericGrad(ofBiases)(network.layers[0].biases));
  });

  it("agrees with difference quotients: second derivatives, and one of higher order", () => {
    const rows = x.map((_, i) =>
      numericGrad((x: number[]): Scalar => rosenbrock.gradient(x)[i])(x)
    );
    agrees(rosenbrock.hessian(x), rows);
    const v = inputs(6, 2);
    const product = rows.map((row) => row.reduce((sum, h, i) => sum + h * v[i], 0));
    agrees(rosenbrock.product(x, v), product);
    agrees(known.nth(0.3, 4), numericGrad((x) => known.nth(x, 3))(0.3));
  });
});

describe("The Gaussian process", () => {
  it("has the gradient derived on paper, which difference quotients confirm", () => {
    const measured = process.measurements(30);
    const likelihood = (x: Scalar[]) => process.logLikelihood(measured, x);
    const byHand = process.gradient(measured, process.parameters);
    assert(largestError(grad(likelihood)([...process.parameters]), byHand) < 1e-12);
    assert(largestError(numericGrad(likelihood)([...process.parameters]), byHand) < 1e-8);
  });
});
