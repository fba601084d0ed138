// Hand tracking against a hand of four bones whose points are carried from bone to bone one at a time,
// without a matrix for a pose, and against difference quotients of that.

import { describe, it } from "@std/testing/bdd";
import { numericJacobian } from "@fluxion/ad/check";
import { ht } from "../../../bench/gradbench/ht.ts";
import { inputs } from "../../../bench/inputs.ts";
import { assertClose } from "../../assert_close.ts";

// A wrist, and a thumb whose first bone is stiff: the angles that matter are 6, 7 and 8 of the pose.
const offsets = [[0.1, 0, 0.2], [0, 1, 0], [0.2, 0.7, 0], [0, 0.5, -0.1]];
const model = {
  parents: [-1, 0, 1, 2],
  base_relatives: offsets.map(([x, y, z]) => translation(x, y, z)),
  inverse_base_absolutes: offsets.map((_, bone) => {
    const [x, y, z] = restOf(bone);
    return translation(-x, -y, -z);
  }),
  base_positions: [[0.3, 1.9, 0.1, 1], [0.1, 2.5, 0, 1], [0.4, 2.1, -0.2, 1], [0, 0.2, 0.3, 1]],
  weights: [[0, 0.25, 0.75, 0], [0, 0, 0.4, 0.6], [0.1, 0.2, 0.3, 0.4], [1, 0, 0, 0]],
  triangles: [[0, 1, 2], [3, 1, 0]],
  is_mirrored: false,
};
const points = [[0.5, 0.5, 0.5], [1, 2, 3]];
const theta = inputs(26);
const us: [number, number][] = [[0.2, 0.5], [0.6, 0.3]];

describe("The workload ht", () => {
  for (const is_mirrored of [false, true]) {
    const hand = is_mirrored ? "a mirrored hand" : "a hand";

    it(`measures points from the vertices of ${hand}, with the Jacobian by the pose`, () => {
      const data = { model: { ...model, is_mirrored }, correspondences: [2, 0], points };
      const expected = (pose: number[]) =>
        [2, 0].flatMap((vertex, i) => minus(points[i], carried(vertex, pose, is_mirrored)));
      assertClose(ht.objective({ theta, data, us: [] })(), expected(theta));
      const jacobian = ht.jacobian({ theta, data, us: [] })();
      assertClose(jacobian, numericJacobian(expected)(theta), 1e-8);
    });

    it(`measures points from triangles of ${hand}, with the columns of places first`, () => {
      const data = { model: { ...model, is_mirrored }, correspondences: [1, 0], points };
      const expected = ({ pose, places }: { pose: number[]; places: number[][] }) =>
        [1, 0].flatMap((triangle, i) => {
          const [a, b, c] = model.triangles[triangle].map((vertex) =>
            carried(vertex, pose, is_mirrored)
          );
          const [u, v] = places[i];
          return minus(points[i], a.map((_, j) => u * a[j] + v * b[j] + (1 - u - v) * c[j]));
        });
      assertClose(ht.objective({ theta, data, us })(), expected({ pose: theta, places: us }));
      const rows = numericJacobian(expected)({ pose: theta, places: us });
      const flat = rows.map(({ pose, places }, i) => [...places[Math.floor(i / 3)], ...pose]);
      assertClose(ht.jacobian({ theta, data, us })(), flat, 1e-8);
    });
  }

  it("does not turn a hand by less than 1e-4", () => {
    const pose = [9e-5, 0, 0, ...theta.slice(3)];
    const data = { model, correspondences: [2, 0], points };
    const still = ht.objective({ theta: [0, 0, 0, ...theta.slice(3)], data, us: [] })();
    assertClose(ht.objective({ theta: pose, data, us: [] })(), still.map(Number));
  });
});

function restOf(bone: number): number[] {
  return offsets.slice(0, bone + 1).reduce((sum, offset) => sum.map((x, i) => x + offset[i]));
}

function translation(x: number, y: number, z: number): number[][] {
  return [[1, 0, 0, x], [0, 1, 0, y], [0, 0, 1, z], [0, 0, 0, 1]];
}

/** A vertex goes along with each bone, out through the joints to the wrist; the mean is turned and moved. */
function carried(vertex: number, pose: readonly number[], isMirrored: boolean): number[] {
  const mean = [0, 0, 0];
  model.weights[vertex].forEach((weight, bone) => {
    let place = minus(model.base_positions[vertex].slice(0, 3), restOf(bone));
    for (let joint = bone; joint >= 0; joint--) {
      if (joint === 2) place = turned(turned(place, [pose[6], 0, 0]), [0, 0, pose[7]]);
      if (joint === 3) place = turned(place, [pose[8], 0, 0]);
      place = place.map((x, i) => x + offsets[joint][i]);
    }
    place.forEach((x, i) => mean[i] += weight * x);
  });
  if (isMirrored) mean[0] = -mean[0];
  return turned(mean, pose.slice(0, 3)).map((x, i) => x + pose[3 + i]);
}

/** Along the axis a point stays; across, it goes round by the angle. */
function turned(place: readonly number[], rotation: readonly number[]): number[] {
  const angle = Math.hypot(...rotation);
  const [a, b, c] = rotation.map((x) => x / angle);
  const [x, y, z] = place;
  const along = a * x + b * y + c * z;
  const across = [x - a * along, y - b * along, z - c * along];
  const sideways = [b * z - c * y, c * x - a * z, a * y - b * x];
  return [a, b, c].map((axis, i) =>
    axis * along + Math.cos(angle) * across[i] + Math.sin(angle) * sideways[i]
  );
}

function minus(xs: readonly number[], ys: readonly number[]): number[] {
  return xs.map((x, i) => x - ys[i]);
}
