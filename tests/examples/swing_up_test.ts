"use ad";
// The swing-up obeys the laws of motion, takes the effort that is known for it, and its derivatives are the dense
// ones; sparse Newton finds minima under equations that are known.

import { sum } from "@fluxion/ad";
import { hessian, jacobian, overScalars } from "@fluxion/ad/operators";
import { checkGrads } from "@fluxion/ad/check";
import { sparseHessian, sparseJacobian } from "@fluxion/ad/sparse";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sparseNewton } from "../../examples/sparse_newton.ts";
import { swingUp, timeSteps } from "../../examples/swing_up.ts";
import {
  cart,
  effort,
  misses,
  rates,
  STATES,
  straight,
  task,
} from "../../examples/swing_up_model.ts";
import { plot } from "../../examples/swing_up_plot.ts";
import { report } from "../../examples/swing_up_report.ts";
import { assertClose } from "../assert_close.ts";
import { assertIndexSays } from "./index_says.ts";

const findings = swingUp(timeSteps, 0);

describe("The swing-up", () => {
  it("obeys the laws of motion, and is where it should be at both ends", () => {
    const { moments, converged, steps } = findings;
    assert(converged);
    assert(steps.at(-1)!.miss < 1e-9);
    assertClose([moments[0].place, moments[0].angle], [0, 0], 1e-9, 1);
    const last = moments.at(-1)!;
    assertClose([last.place, last.angle, last.time], [task.distance, Math.PI, task.duration], 1e-9);
  });

  it("takes an effort that finer steps change by a quarter each time: the rule is of second order", () => {
    const efforts = [50, 100, 200].map((n) => swingUp(n, 0).steps.at(-1)!.objective);
    const ratio = (efforts[0] - efforts[1]) / (efforts[1] - efforts[2]);
    assert(ratio > 3.5 && ratio < 4.5, `${ratio}`);
  });

  it("has laws of motion that keep the energy where nobody pushes, and differences agree with", () => {
    const { mass, bob, rod, gravity } = cart;
    const energy = ([, angle, speed, turning]: number[]) => {
      const x = speed + rod * turning * Math.cos(angle);
      const y = rod * turning * Math.sin(angle);
      return (mass * speed ** 2 + bob * (x * x + y * y)) / 2 -
        bob * gravity * rod * Math.cos(angle);
    };
    const state = [0.3, 2, -0.4, 1.5];
    const slopes = rates(state, 0);
    const moved = (by: number) => energy(state.map((own, i) => own + by * slopes[i]));
    assert(Math.abs(moved(1e-5) - moved(-1e-5)) < 1e-10);
    checkGrads(overScalars(rates), [state, 3], { order: 2 });
  });

  it("has the dense derivatives, in a few colours whatever the number of steps", () => {
    const x = straight(12).map((own, i) => own + Math.sin(i) / 10);
    const lagrangian = (x: readonly number[]) =>
      effort(x) + sum(misses(x).map((own, i) => Math.cos(i) * own));
    assertClose(sparseJacobian(overScalars(misses))(x).toDense(), jacobian(misses)(x), 1e-12);
    assertClose(sparseHessian(overScalars(lagrangian))(x).toDense(), hessian(lagrangian)(x), 1e-12);
    const long = straight(300);
    const hessianAt = sparseHessian(overScalars(lagrangian));
    assertEquals(sparseJacobian(overScalars(misses))(long).colours, findings.jacobian.colours);
    assertEquals(hessianAt(long).colours, hessianAt(x).colours);
  });

  it("is reported and drawn, and the index has its numbers", async () => {
    const { unknowns, equations, steps } = findings;
    assertEquals(unknowns, (timeSteps + 1) * (STATES + 1));
    assertIndexSays("swing_up", { unknowns, equations, steps: steps.length - 1 });
    assertMatch(report(findings), /\d colours \(star colouring\)/);
    assertMatch(await plot(findings), /^<svg /);
  });
});

describe("Sparse Newton", () => {
  it("finds the point of a circle that is next to another one", () => {
    const found = sparseNewton({
      objective: ([x, y]) => (x - 2) ** 2 + (y - 1) ** 2,
      equations: ([x, y]) => [x ** 2 + y ** 2 - 1],
    }, [1, 0]);
    assert(found.converged);
    assertClose(found.x, [2 / Math.sqrt(5), 1 / Math.sqrt(5)], 1e-9);
  });

  it("goes on where the Lagrangian bends the wrong way", () => {
    const found = sparseNewton({
      objective: ([x, y]) => x * y - y ** 2,
      equations: ([x, y]) => [x ** 2 + y ** 2 - 2],
    }, [1.2, 0.3]);
    assert(found.converged);
    // On the circle x·y − y² = sin 2t − 1 + cos 2t: least where 2t = 5π/4.
    assertClose(found.steps.at(-1)!.objective, -1 - Math.SQRT2, 1e-9);
  });

  it("says that it has not converged where it had too few steps", () => {
    const problem = { objective: effort, equations: misses };
    const { converged, steps } = sparseNewton(problem, straight(20), { maximumSteps: 3 });
    assertEquals([converged, steps.length], [false, 4]);
  });
});
