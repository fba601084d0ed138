// Bundle adjustment: how far points, seen by cameras, are from where they were observed, and the sparse
// Jacobian of that, whose only entries are 2×15 for an observation and one for its weight (ADBench:
// Srajer, Kukelova & Fitzgibbon 2018).

import {
  add,
  cos,
  derivative,
  div,
  dot,
  eq,
  jacrev,
  mul,
  type Scalar,
  sin,
  sqrt,
  square,
  sub,
  value,
} from "@fluxion/ad";
import { dynamic, type Filling, filling, type MakeReady } from "./ready.ts";
import type { Workload } from "./workload.ts";

/** One camera, point, weight and observation, each to be repeated. */
interface Input {
  /** How many cameras. */
  readonly n: number;
  /** How many points. */
  readonly m: number;
  /** How many observations: the i-th is of point i mod m by camera i mod n. */
  readonly p: number;
  /** Rotation (3, axis times angle), centre (3), focal length, principal point (2), radial distortion (2). */
  readonly cam: readonly number[];
  readonly x: readonly number[];
  readonly w: number;
  readonly feat: readonly number[];
}

/** The errors of all observations, and their Jacobian: of both, what GradBench wants to see. */
export const ba = {
  objective: (input: Input, ready: MakeReady = dynamic) => {
    const scene = sceneOf(input);
    const errorOf = filling(ready(reprojectionError));
    const own = [0, 0];
    return () => {
      const errors = new Float64Array(2 * input.p);
      const weightErrors = new Float64Array(input.p);
      observe(scene, (i, parameters, seen) => {
        errorOf(own, parameters, seen).forEach((error, k) => errors[2 * i + k] = value(error));
        weightErrors[i] = value(weightError(parameters[14]));
      });
      return {
        reproj_error: { elements: [...errors.subarray(0, 2)], repeated: input.p },
        w_err: { element: weightErrors[0], repeated: input.p },
      };
    };
  },
  jacobian: (input: Input, ready: MakeReady = dynamic) => {
    const scene = sceneOf(input);
    const differentiate = filling(
      ready((parameters: readonly Scalar[], seen: readonly number[]) => [
        ...jacrev(reprojectionError)(parameters, seen),
        [derivative(weightError)(parameters[14])],
      ]),
    );
    const matrix = emptyMatrix(input.p);
    return () => {
      const { rows, cols, vals } = fillJacobian(matrix, scene, differentiate);
      return { rows: ends(rows), cols: ends(cols), vals: ends(vals) };
    };
  },
} satisfies Workload;

/** A matrix by its rows: the entries of row i are those from `rows[i]` up to `rows[i + 1]`. */
interface SparseMatrix {
  readonly rows: Int32Array;
  readonly cols: Int32Array;
  readonly vals: Float64Array;
}

/** All cameras, points, weights and places in images, one after the other. */
interface Scene {
  readonly n: number;
  readonly m: number;
  readonly p: number;
  readonly cameras: Float64Array;
  readonly points: Float64Array;
  readonly weights: Float64Array;
  readonly features: Float64Array;
}

function sceneOf({ n, m, p, cam, x, w, feat }: Input): Scene {
  const repeated = (numbers: readonly number[], count: number) => {
    const all = new Float64Array(count * numbers.length);
    for (let i = 0; i < all.length; i++) all[i] = numbers[i % numbers.length];
    return all;
  };
  return {
    ...{ n, m, p },
    cameras: repeated(cam, n),
    points: repeated(x, m),
    weights: repeated([w], p),
    features: repeated(feat, p),
  };
}

/** Looks at all observations: each has 15 numbers that its error depends on, and a place where it was seen. */
function observe(
  { n, m, p, cameras, points, weights, features }: Scene,
  look: (i: number, parameters: readonly number[], seen: readonly number[]) => void,
): void {
  const parameters = new Array<number>(15).fill(0.5);
  const seen = [0.5, 0.5];
  for (let i = 0; i < p; i++) {
    const [camera, point] = [11 * (i % n), 3 * (i % m)];
    for (let j = 0; j < 11; j++) parameters[j] = cameras[camera + j];
    for (let j = 0; j < 3; j++) parameters[11 + j] = points[point + j];
    parameters[14] = weights[i];
    for (let j = 0; j < 2; j++) seen[j] = features[2 * i + j];
    look(i, parameters, seen);
  }
}

/** A matrix with room for the Jacobian of so many observations. */
function emptyMatrix(p: number): SparseMatrix {
  const [rows, cols] = [new Int32Array(3 * p + 1), new Int32Array(31 * p)];
  return { rows, cols, vals: new Float64Array(31 * p) };
}

/** Two rows to pull back, for a quarter of the time of fifteen columns to push forward. */
function fillJacobian(
  matrix: SparseMatrix,
  scene: Scene,
  differentiate: Filling<[readonly number[], readonly number[]], Scalar[][]>,
): SparseMatrix {
  const { rows, cols, vals } = matrix;
  const { n, m, p } = scene;
  const own: number[][] = [15, 15, 1].map((width) => new Array<number>(width).fill(0.5));
  observe(scene, (i, parameters, seen) => {
    const [camera, point, weight] = [11 * (i % n), 11 * n + 3 * (i % m), 11 * n + 3 * m + i];
    const slopes = differentiate(own, parameters, seen);
    for (let k = 0; k < 2; k++) {
      const [row, first] = [slopes[k], 30 * i + 15 * k];
      for (let j = 0; j < 15; j++) vals[first + j] = value(row[j]);
      for (let j = 0; j < 11; j++) cols[first + j] = camera + j;
      for (let j = 0; j < 3; j++) cols[first + 11 + j] = point + j;
      cols[first + 14] = weight;
      rows[2 * i + k + 1] = first + 15;
    }
    cols[30 * p + i] = weight;
    vals[30 * p + i] = value(slopes[2][0]);
    rows[2 * p + i + 1] = 30 * p + i + 1;
  });
  return matrix;
}

/** The first 30 entries and the last one. */
function ends(entries: Int32Array | Float64Array): number[] {
  return [...entries.slice(0, 30), entries[entries.length - 1]];
}

/** Where the camera sees the point, less where it was seen, times the weight. */
export function reprojectionError(
  parameters: readonly Scalar[],
  seen: readonly number[],
): Scalar[] {
  const camera = parameters.slice(0, 11);
  const image = projection(camera, parameters.slice(11, 14));
  return image.map((coordinate, k) => mul(parameters[14], sub(coordinate, seen[k])));
}

function weightError(weight: Scalar): Scalar {
  return sub(1, square(weight));
}

/** A pinhole, with a distortion of 1 + k₁·r² + k₂·r⁴ at a distance of r from the axis. */
function projection(camera: readonly Scalar[], point: readonly Scalar[]): Scalar[] {
  const [focalLength, ...principal] = camera.slice(6, 9);
  const [k1, k2] = camera.slice(9);
  const centred = point.map((coordinate, i) => sub(coordinate, camera[3 + i]));
  const [x, y, z] = rotated(camera.slice(0, 3), centred);
  const image = [div(x, z), div(y, z)];
  const squared = add(square(image[0]), square(image[1]));
  const distortion = add(1, mul(squared, add(k1, mul(k2, squared))));
  return image.map((coordinate, i) => add(mul(coordinate, distortion, focalLength), principal[i]));
}

/** v·cos θ + (a × v)·sin θ + a·(a·v)·(1 − cos θ) about the axis a by the angle θ (Rodrigues 1840). */
function rotated(rotation: readonly Scalar[], v: readonly Scalar[]): Scalar[] {
  const squared = dot(rotation, rotation);
  // At the origin what remains is v + rotation × v, with the right derivatives.
  if (eq(squared, 0)) return cross(rotation, v).map((turned, i) => add(v[i], turned));
  const angle = sqrt(squared);
  const axis = rotation.map((component) => div(component, angle));
  const cosine = cos(angle);
  const sine = sin(angle);
  const along = mul(dot(axis, v), sub(1, cosine));
  return cross(axis, v).map((turned, i) =>
    add(mul(v[i], cosine), mul(turned, sine), mul(axis[i], along))
  );
}

function cross([a1, a2, a3]: readonly Scalar[], [b1, b2, b3]: readonly Scalar[]): Scalar[] {
  return [
    sub(mul(a2, b3), mul(a3, b2)),
    sub(mul(a3, b1), mul(a1, b3)),
    sub(mul(a1, b2), mul(a2, b1)),
  ];
}
