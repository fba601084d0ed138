// The mixture of Gaussians against its definition, with densities and determinants as the textbook has
// them, in two dimensions.

import { describe, it } from "@std/testing/bdd";
import { grad } from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import { gmm, logPosterior } from "../../../bench/gradbench/gmm.ts";
import { inputs } from "../../../bench/inputs.ts";
import { assertClose } from "../../assert_close.ts";

const mixture = {
  alpha: [0.3, -0.7],
  mu: [[0.1, 0.5], [-0.4, 0.2]],
  q: [[0.2, -0.3], [-0.1, 0.4]],
  l: [[0.6], [-0.25]],
};
const data = { d: 2, k: 2, m: 1, gamma: 1.5 };

describe("The workload gmm", () => {
  const x = observations(6);
  const input = { ...mixture, ...data, n: x.length, x };

  it("is the log posterior by its definition", () => {
    assertClose(gmm.objective(input)(), definition(mixture, x));
  });

  it("has the gradient of that definition by difference quotients", () => {
    const expected = numericGrad((m: typeof mixture) => definition(m, x))(mixture);
    assertClose(gmm.jacobian(input)(), expected, 1e-8);
  });

  for (const limit of [0, 50, 100]) {
    it(`has the same gradient where the tape is limited to ${limit} operations`, () => {
      const limited = grad(logPosterior)(mixture, { ...data, n: x.length, x }, limit);
      assertClose(gmm.jacobian(input)(), limited);
    });
  }
});

function observations(n: number): number[][] {
  const coordinates = inputs(2 * n);
  return Array.from({ length: n }, (_, i) => coordinates.slice(2 * i, 2 * i + 2));
}

/** ln of Π Σ φₖ·N(x; μₖ, Λₖ⁻¹) · Π W(Λₖ; V, n), with Λₖ = QᵀQ, V = I/γ² and n = d + m + 1. */
function definition({ alpha, mu, q, l }: typeof mixture, x: number[][]): number {
  const { m, gamma } = data;
  const precisions = q.map(([q1, q2], k) => {
    const [a, b, c] = [Math.exp(q1), l[k][0], Math.exp(q2)];
    return { xx: a * a + b * b, xy: b * c, yy: c * c };
  });
  const total = alpha.reduce((sum, weight) => sum + Math.exp(weight), 0);
  const likelihoods = x.map(([x1, x2]) =>
    precisions.reduce((sum, { xx, xy, yy }, k) => {
      const [dx, dy] = [x1 - mu[k][0], x2 - mu[k][1]];
      const quadratic = xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy;
      const density = Math.exp(-quadratic / 2) * Math.sqrt(xx * yy - xy * xy) / (2 * Math.PI);
      return sum + Math.exp(alpha[k]) / total * density;
    }, 0)
  );
  const freedom = 2 + m + 1;
  // Γ₂(2) = √π·Γ(2)·Γ(3/2) = π/2.
  const normalisation = 2 ** freedom * gamma ** (-2 * freedom) * Math.PI / 2;
  const priors = precisions.map(({ xx, xy, yy }) =>
    (xx * yy - xy * xy) ** (m / 2) * Math.exp(-gamma * gamma * (xx + yy) / 2) / normalisation
  );
  return [...likelihoods, ...priors].reduce((sum, factor) => sum + Math.log(factor), 0);
}
