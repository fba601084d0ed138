// Random numbers from a seed, the same in every run and wherever a chain runs.

import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A source of random numbers. */
export interface RandomNumbers {
  /** Returns the next number in [0, 1). */
  readonly uniform: () => number;
  /** Returns the next standard normal number. */
  readonly normal: () => number;
}

/**
 * Returns the numbers of one stream of a seed: those of different streams are 2⁶⁴ numbers apart in one sequence.
 */
export function randomNumbers(seed: number, stream: number): RandomNumbers {
  const generator = xoroshiro128plus(seed);
  // Neighbouring seeds give unrelated numbers only after some rounds of mixing.
  for (let i = 0; i < 64; i++) generator.next();
  for (let i = 0; i < stream; i++) generator.jump();
  const uniform = () => uniformFloat64(generator);
  let spare: number | undefined;
  // In pairs of polar coordinates (Box and Muller 1958).
  const normal = () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uniform, normal };
}
