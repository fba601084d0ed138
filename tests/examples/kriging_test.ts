// A Gaussian process finds how it was measured, and says how well it knows the curve.

import { grad, hessian } from "@fluxion/ad/operators";
import { numericGrad } from "@fluxion/ad/check";
import { assert, assertAlmostEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { range } from "../../examples/draw.ts";
import { fit, measure, misfit, predict, report, trueNoise, truth } from "../../examples/kriging.ts";
import { plot } from "../../examples/kriging_plot.ts";
import { assertClose } from "../assert_close.ts";

const measured = measure(60);
const fitted = fit(measured);

describe("A Gaussian process", () => {
  it("has a gradient that difference quotients confirm, and Hessians that agree", () => {
    const of = (x: number[]) => misfit(measured, x);
    const at = [0.2, 0.1, -1.2];
    assertClose(grad(of)(at), numericGrad(of)(at), 1e-7);
    assertClose(
      hessian(of, { mode: "reverse-over-reverse" })(at),
      hessian(of)(at),
      1e-9,
    );
  });

  it("ends where the gradient is 0, and never goes uphill", () => {
    assert(fitted.slope < 1e-9);
    const { history } = fitted;
    assert(history.every((own, i) => i === 0 || own <= history[i - 1]));
  });

  it("finds the noise within two standard errors", () => {
    const off = fitted.parameters[2] - Math.log(trueNoise);
    assert(Math.abs(off) < 2 * fitted.errors[2], String(off));
  });

  it("knows the curve where it was measured, and its own ignorance in the gap", () => {
    const [near, gap] = predict(measured, fitted.parameters, [2, 5]);
    assertAlmostEquals(near.mean, truth(2), 0.2);
    assert(gap.deviation > 2 * near.deviation);
    const curve = predict(measured, fitted.parameters, range(0, 10, 0.1));
    const inside = curve.filter(({ t, mean, deviation }) =>
      Math.abs(mean - truth(t)) < 2 * deviation
    );
    assert(inside.length > 0.85 * curve.length, String(inside.length));
  });

  it("tells and draws it", async () => {
    assert(report(fitted, 60).includes("Newton's method took"));
    assert(
      (await plot(measured, predict(measured, fitted.parameters, [0, 1, 2]))).startsWith("<svg"),
    );
  });
});
