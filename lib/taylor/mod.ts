/**
 * Derivatives of all orders in one run, by power series. The cost grows with the square of the order, where nested
 * derivatives double it with each. Every operation of the library takes part, and so do rows and rules of one's own;
 * the functions nest in all other derivatives and these in them.
 *
 * @example
 * ```ts
 * import { sin } from "@fluxion/ad";
 * import { derivatives, taylor } from "@fluxion/ad/taylor";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivatives(sin, 4)(0), [0, 1, -0, -1, 0]);
 * assertEquals(taylor(sin, 3)(0), [0, 1, -0, -1 / 6]);
 * ```
 *
 * @module
 */

export { derivatives, type Expansion, taylor } from "./derivatives.ts";
export {
  type AlongDirection,
  directionalDerivatives,
  type MixedPartial,
  type MixedPartials,
  mixedPartials,
} from "./directional.ts";
export { jet, type JetOptions, type SeriesOf } from "./jet.ts";
export type { CoefficientsOption } from "./pass.ts";
