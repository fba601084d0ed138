// Training: an optimiser of `@fluxion/ad/fit` along gradients that may be noisy. It asks for nothing but a gradient,
// which may come from `grad`, from differences or from a batch of the data.

import { applyUpdates, type GradientTransformation } from "@fluxion/ad/fit";

/**
 * Returns the parameters after so many steps from a start, on whatever tree they are.
 *
 * @param optimizer what makes steps of gradients, as `adam(0.01)`
 * @param gradient the gradient at the parameters, in their shape; steps count from 0
 */
export function trained<P, S>(
  optimizer: GradientTransformation<S>,
  gradient: (parameters: P, step: number) => P,
  start: P,
  steps: number,
): P {
  let parameters = start;
  let state = optimizer.init(start);
  for (let step = 0; step < steps; step++) {
    const [updates, next] = optimizer.update(gradient(parameters, step), state, parameters);
    parameters = applyUpdates(parameters, updates);
    state = next;
  }
  return parameters;
}
