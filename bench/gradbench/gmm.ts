// The log posterior of a mixture of Gaussians, and its gradient (ADBench: Srajer, Kukelova & Fitzgibbon
// 2018). With the precision of component k written as QᵀQ, the likelihood of x is the logsumexp over k of
// αₖ + Σ qₖ − ½‖Qₖ(x − μₖ)‖², up to constants; the precisions have a Wishart prior.

import {
  add,
  checkpoint,
  dot,
  exp,
  grad,
  logsumexp,
  map,
  mul,
  type Scalar,
  scan,
  square,
  sub,
  sum,
} from "@fluxion/ad";
import { dynamic, type MakeReady } from "./ready.ts";
import { tapeLimit, tapeOf } from "./tape.ts";
import type { Workload } from "./workload.ts";

/** What is differentiated by: for each component a weight, a mean and the factor Q of its precision. */
interface Mixture {
  /** Logarithms of the weights, up to a constant. */
  readonly alpha: Vector;
  readonly mu: readonly Vector[];
  /** Logarithms of the diagonal of Q. */
  readonly q: readonly Vector[];
  /** What of Q is below the diagonal, column by column. */
  readonly l: readonly Vector[];
}

interface Input extends Mixture {
  readonly d: number;
  readonly k: number;
  readonly n: number;
  /** The observations. */
  readonly x: readonly (readonly number[])[];
  /** The Wishart prior has d + m + 1 degrees of freedom, … */
  readonly m: number;
  /** … and the scale 1/γ². */
  readonly gamma: number;
}

type Vector = readonly Scalar[];

/** One component of a mixture. */
interface Component {
  readonly alpha: Scalar;
  readonly mu: Vector;
  readonly q: Vector;
  readonly l: Vector;
}

/** The log posterior, and its gradient by the mixture. */
export const gmm = {
  objective: ({ alpha, mu, q, l, ...data }: Input, ready: MakeReady = dynamic) => {
    const mixture = { alpha, mu, q, l };
    const f = ready((mixture: Mixture) => logPosterior(mixture, data, tapeOf(ready)));
    return () => f(mixture);
  },
  jacobian: ({ alpha, mu, q, l, ...data }: Input, ready: MakeReady = dynamic) => {
    const mixture = { alpha, mu, q, l };
    const gradient = ready(
      grad((mixture: Mixture) => logPosterior(mixture, data, tapeOf(ready))),
    );
    return () => gradient(mixture);
  },
} satisfies Workload;

type Data = Omit<Input, keyof Mixture>;

/** ln of the likelihood and the prior of a mixture. */
export function logPosterior(mixture: Mixture, data: Data, limit = tapeLimit): Scalar {
  const { d, k, n, x, m, gamma } = data;
  // Observations by the batch, so that one batch and not all is on the tape.
  const size = Math.min(n, Math.max(1, Math.floor(limit / (k * d * (d + 4)))));
  const batch = (mixture: Mixture, start: number) =>
    logLikelihood(mixture, x.slice(start, start + size));
  const batches = Math.ceil(n / size);
  const likelihood = batches > 1 ? checkpoint(batch) : batch;
  const terms = Array.from({ length: batches }, (_, i) => likelihood(mixture, i * size));
  const normalisation = add(n * d / 2 * Math.log(2 * Math.PI), mul(n, logsumexp(mixture.alpha)));
  return add(sub(sum(terms), normalisation), logPrior(mixture, d, m, gamma));
}

/** The terms of all observations for one component after the other, and then the logsumexp of each observation's. */
function logLikelihood({ alpha, mu, q, l }: Mixture, observations: Data["x"]): Scalar {
  const [, terms] = scan(
    (none: Scalar[], component: Component) => [none, termsOf(component, observations)],
    [],
    { alpha, mu, q, l },
  );
  const [total] = scan(
    (total: Scalar, own: Scalar[]) => [add(total, logsumexp(own)), undefined],
    0,
    observations.map((_, i) => terms.map((ofComponent) => ofComponent[i])),
  );
  return total;
}

/** αₖ + Σ qₖ − ½‖Qₖ(x − μₖ)‖² for each observation x. */
function termsOf({ alpha, mu, q, l }: Component, observations: Data["x"]): Scalar[] {
  const offset = add(alpha, sum(q));
  const diagonal = q.map((log) => exp(log));
  return map((x: Vector) => {
    const scaled: Scalar[] = [];
    let next = 0;
    // Column by column, as the entries come.
    mu.forEach((mean, column) => {
      const centred = sub(x[column], mean);
      for (let row = column; row < mu.length; row++) {
        const term = mul(row === column ? diagonal[row] : l[next++], centred);
        scaled[row] = column === 0 ? term : add(scaled[row], term);
      }
    });
    return sub(offset, mul(0.5, dot(scaled, scaled)));
  }, observations);
}

function logPrior({ q, l }: Mixture, d: number, m: number, gamma: number): Scalar {
  const freedom = d + m + 1;
  const constant = freedom * d * Math.log(gamma / Math.SQRT2) - logGamma(freedom, d);
  const terms = q.map((logs, k) => {
    const frobenius = add(
      sum(logs.map((diagonal) => square(exp(diagonal)))),
      sum(l[k].map((entry) => square(entry))),
    );
    return sub(add(constant, mul(m, sum(logs))), mul(gamma ** 2 / 2, frobenius));
  });
  return sum(terms);
}

/** ln Γ_d(a/2) of the multivariate gamma function: d(d − 1)/4·ln π + Σⱼ ln Γ((a + 1 − j)/2), j = 1 … d. */
function logGamma(a: number, d: number): number {
  let total = d * (d - 1) / 4 * Math.log(Math.PI);
  for (let j = 1; j <= d; j++) total += logGammaOfHalf(a + 1 - j);
  return total;
}

/** ln Γ(a/2) of a whole a > 0, from Γ(½) = √π or Γ(1) = 1 upwards by Γ(z + 1) = z·Γ(z). */
function logGammaOfHalf(a: number): number {
  const isOdd = a % 2 === 1;
  let total = isOdd ? Math.log(Math.PI) / 2 : 0;
  for (let z = isOdd ? 0.5 : 1; z < a / 2; z++) total += Math.log(z);
  return total;
}
