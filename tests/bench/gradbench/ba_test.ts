// Bundle adjustment against a camera written with quaternions, and difference quotients of it.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { numericJacobian } from "@fluxion/ad/check";
import { ba } from "../../../bench/gradbench/ba.ts";
import { assertClose } from "../../assert_close.ts";

const cam = [0.2, -0.4, 0.3, 0.5, -1, 2, 400, 12, -7, 0.02, -0.003];
const one = { n: 1, m: 1, p: 1, cam, x: [1.5, 2.5, -6], w: 0.8, feat: [-40, 55] };

describe("The workload ba", () => {
  it("measures how far the image of a point is from where it was seen, and its weight from 1", () => {
    const { reproj_error, w_err } = ba.objective(one)();
    assertEquals([reproj_error.repeated, w_err.repeated], [1, 1]);
    assertClose(reproj_error.elements, errorOf([...one.cam, ...one.x, one.w], one.feat));
    assertClose(w_err.element, 1 - 0.8 ** 2);
  });

  it("has the Jacobian of a single observation in full", () => {
    const { rows, cols, vals } = ba.jacobian(one)();
    const expected = numericJacobian((p: number[]) => errorOf(p, one.feat))(
      [...one.cam, ...one.x, one.w],
    );
    assertClose(vals, [...expected.flat(), -2 * 0.8], 1e-7);
    const columns = Array.from({ length: 15 }, (_, j) => j);
    assertEquals(cols, [...columns, ...columns, 14]);
    assertEquals(rows.slice(0, 4), [0, 15, 30, 31]);
  });

  it("rotates by a camera that is not turned, as by one turned very little", () => {
    const still = { ...one, cam: [0, 0, 0, ...cam.slice(3)] };
    const turned = { ...one, cam: [1e-9, 0, 0, ...cam.slice(3)] };
    assertClose(ba.jacobian(still)().vals, ba.jacobian(turned)().vals, 1e-6);
  });

  it("places the columns of cameras, points and weights one after the other", () => {
    const { rows, cols } = ba.jacobian({ ...one, n: 2, m: 3, p: 20 })();
    const columns = Array.from({ length: 11 }, (_, j) => j);
    const first = [...columns, 22, 23, 24, 31];
    assertEquals(cols, [...first, ...first, 50]);
    // Two rows of 15 entries for each observation, then one row of one for each weight.
    assertEquals(rows, [...Array.from({ length: 30 }, (_, i) => 15 * i), 620]);
  });
});

/** Turned by the quaternion (cos θ/2, a·sin θ/2), projected, distorted, and compared. */
function errorOf(parameters: number[], seen: readonly number[]): number[] {
  const [rx, ry, rz, cx, cy, cz, focal, u, v, k1, k2, px, py, pz, weight] = parameters;
  const angle = Math.hypot(rx, ry, rz);
  const [s, ...vector] = [Math.cos(angle / 2), rx, ry, rz].map((part, i) =>
    i === 0 ? part : part / angle * Math.sin(angle / 2)
  );
  const [i, j, k] = vector;
  const [x, y, z] = [px - cx, py - cy, pz - cz];
  const turned = [
    (1 - 2 * (j * j + k * k)) * x + 2 * (i * j - k * s) * y + 2 * (i * k + j * s) * z,
    2 * (i * j + k * s) * x + (1 - 2 * (i * i + k * k)) * y + 2 * (j * k - i * s) * z,
    2 * (i * k - j * s) * x + 2 * (j * k + i * s) * y + (1 - 2 * (i * i + j * j)) * z,
  ];
  const [a, b] = [turned[0] / turned[2], turned[1] / turned[2]];
  const squared = a * a + b * b;
  const scale = focal * (1 + k1 * squared + k2 * squared * squared);
  return [weight * (scale * a + u - seen[0]), weight * (scale * b + v - seen[1])];
}
