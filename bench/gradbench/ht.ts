// Hand tracking: how far the surface of a hand in a pose is from measured points, and the Jacobian of
// that by the 26 numbers of the pose and, where correspondences are places on triangles, by those places,
// which make two dense columns as no two of them meet in a row (ADBench: Srajer, Kukelova & Fitzgibbon
// 2018; linear blend skinning).

import { add, jacfwd, jvp, mul, type Scalar, sub } from "@fluxion/ad";
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
    const skin = skinOf(data.model);
    const f = ready((theta: Pose, us: Places) => differences(skin(theta), data, us));
    return () => f(theta, us);
  },
  jacobian: ({ theta, data, us }: Input, ready: MakeReady = dynamic) => {
    const jacobian = ready(jacobianOf(data));
    return () => jacobian(theta, us);
  },
} satisfies Workload;

type Pose = readonly Scalar[];
type Places = readonly (readonly Scalar[])[];
type Vertices = readonly (readonly Scalar[])[];

function jacobianOf(data: Data): (theta: Pose, us: Places) => Scalar[][] {
  const skin = skinOf(data.model);
  return (theta, us) => {
    const byPose = jacfwd((theta: Pose) => differences(skin(theta), data, us))(theta);
    if (us.length === 0) return byPose;
    const vertices = skin(theta);
    const atPlaces = (places: Places) => differences(vertices, data, places);
    const [first, second] = [[1, 0], [0, 1]].map((direction) =>
      jvp(atPlaces, [us], [us.map(() => direction)])[1]
    );
    return byPose.map((row, i) => [first[i], second[i], ...row]);
  };
}

function differences(vertices: Vertices, data: Data, places: Places): Scalar[] {
  if (places.length > 0) return offTriangles(vertices, data, places);
  return data.points.flatMap((point, i) => {
    const vertex = vertices[data.correspondences[i]];
    return point.map((coordinate, j) => sub(coordinate, vertex[j]));
  });
}

function offTriangles(
  vertices: Vertices,
  { model, correspondences, points }: Data,
  places: Places,
): Scalar[] {
  return points.flatMap((point, i) => {
    const [a, b, c] = model.triangles[correspondences[i]].map((corner) => vertices[corner]);
    const [u, v] = places[i];
    const w = sub(1, add(u, v));
    return point.map((coordinate, j) =>
      sub(coordinate, add(mul(u, a[j]), mul(v, b[j]), mul(w, c[j])))
    );
  });
}
