// Right-hand sides that are steep, infinite or nothing from the start.

import { mul, type Scalar, sub } from "@fluxion/ad";
import { odeint, type OdeMethod } from "@fluxion/ad/ode";
import { assert, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const methods: readonly OdeMethod[] = ["taylor", "dormand-prince"];

describe("odeint of what is steep", () => {
  for (const method of methods) {
    it(`refuses slopes that are infinite or nothing, by ${method}`, () => {
      for (const slope of [Infinity, NaN]) {
        assertThrows(
          () => odeint((_t: Scalar, y: Scalar) => mul(slope, y), 1, [0, 1], { method }),
          RangeError,
        );
      }
    });

    it(`follows a fast decay to where it rests, by ${method}`, () => {
      const settle = (_t: Scalar, y: Scalar) => mul(-500, sub(y, 2));
      const [, end] = odeint(settle, 0, [0, 1], { method }) as number[];
      assert(Math.abs(end - 2) < 1e-8, `${end}`);
    });

    it(`stays where there is no slope, by ${method}`, () => {
      const rest = (_t: Scalar, y: Scalar) => mul(0, y);
      const [, end] = odeint(rest, 3, [0, 1e6], { method }) as number[];
      assert(end === 3);
    });
  }
});
