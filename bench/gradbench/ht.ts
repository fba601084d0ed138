// Hand tracking: how far the surface of a hand in a pose is from measured points, and the Jacobian of
// that by the 26 numbers of the pose and, where correspondences are places on triangles, by those places,
// which make two dense columns as no two of them meet in a row (ADBench: Srajer, Kukelova & Fitzgibbon
// 2018; linear blend skinning). The skin is differentiated once for all points, and then each point along
// the directions in which its corners move.

import { add, dot, jacfwd, mul, type Scalar, sub, value } from "@fluxion/ad";
import { type HandModel, skinOf } from "./hand.ts";
import { dynamic, type MakeReady } from "./ready.ts";
import type { Workload } from "./workload.ts";

interface Input {
  /** The pose. */
  readonly theta: readonly number[];
  readonly data: Data;
  /** Barycentric coordinates on triangles, two a correspondence; none where they are vertices. */
  readonly us: readonly (readonly [number, number])[];
}

interface Data {
  readonly model: HandModel;
  /** Which vertex, or triangle, each point belongs to. */
  readonly correspondences: readonly number[];
  readonly points: readonly (readonly number[])[];
}

/** The differences, three a correspondence, and their Jacobian, the columns of places first. */
export const ht = {
  objective: ({ theta, data, us }: Input, ready: MakeReady = dynamic) => {
    const { used, corners } = cornersOf(data, us.length > 0);
    const skin = ready(skinOf(data.model, used));
    const differ = ready(difference);
    return () => {
      const vertices = skin(theta);
      return data.points.flatMap((point, i) =>
        differ(corners[i].map((k) => vertices[k]), us[i] ?? [], point).map(value)
      );
    };
  },
  jacobian: ({ theta, data, us }: Input, ready: MakeReady = dynamic) => {
    const { used, corners } = cornersOf(data, us.length > 0);
    const skin = skinOf(data.model, used);
    const [verticesAt, slopesAt] = [ready(skin), ready(jacfwd(skin))];
    const rowsOf = ready(slopesOfDifference);
    return () => {
      const [vertices, slopes] = [verticesAt(theta), slopesAt(theta)];
      return data.points.flatMap((point, i) => {
        const own = corners[i];
        return rowsOf(own.map((k) => vertices[k]), own.map((k) => slopes[k]), us[i] ?? [], point);
      });
    };
  },
} satisfies Workload;

type Vector = readonly Scalar[];
type Matrix = readonly Vector[];

/** The vertices that any point belongs to, and which of these are the corners of each: one, or three of a triangle. */
function cornersOf({ model, correspondences }: Data, areOnTriangles: boolean) {
  const all = correspondences.map((k) => areOnTriangles ? model.triangles[k] : [k]);
  const used = [...new Set(all.flat())];
  const numbers = new Map(used.map((vertex, i) => [vertex, i]));
  return { used, corners: all.map((own) => own.map((vertex) => numbers.get(vertex)!)) };
}

/** A point less the vertex that it belongs to, or the place on a triangle. */
function difference(corners: Matrix, place: Vector, point: Vector): Scalar[] {
  const [a, b, c] = corners;
  if (place.length === 0) return point.map((coordinate, j) => sub(coordinate, a[j]));
  const [u, v] = place;
  const w = sub(1, add(u, v));
  return point.map((coordinate, j) =>
    sub(coordinate, add(mul(u, a[j]), mul(v, b[j]), mul(w, c[j])))
  );
}

/** The rows of a point: by its place, and by the pose, which is the product with the Jacobian of its corners. */
function slopesOfDifference(
  corners: Matrix,
  slopes: readonly Matrix[],
  place: Vector,
  point: Vector,
): Scalar[][] {
  const flat = [...place, ...corners.flat()];
  const rows = jacfwd((all: Vector) => {
    const own = corners.map((_, i) => all.slice(place.length + 3 * i, place.length + 3 * i + 3));
    return difference(own, all.slice(0, place.length), point);
  })(flat);
  const byPose = slopes.flat();
  return rows.map((row) => {
    const byCorners = row.slice(place.length);
    return [
      ...row.slice(0, place.length),
      ...byPose[0].map((_, k) => dot(byCorners, byPose.map((own) => own[k]))),
    ];
  });
}
