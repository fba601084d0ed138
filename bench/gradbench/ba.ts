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
} from "@fluxion/ad";
import { dynamic, type MakeReady } from "./ready.ts";
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

/** An observation: the 15 numbers that its error depends on, and where they are among all columns. */
interface Observation {
  readonly parameters: readonly number[];
  readonly columns: readonly number[];
  readonly seen: readonly number[];
}

/** The errors of all observations, and their Jacobian: of both, what GradBench wants to see. */
export const ba = {
  objective: (input: Input, ready: MakeReady = dynamic) => {
    const observations = observationsOf(input);
    const errorOf = ready(reprojectionError);
    return () => {
      const errors = observations.flatMap(({ parameters, seen }) => errorOf(parameters, seen));
      const weightErrors = observations.map(({ parameters }) => weightError(parameters[14]));
      return {
        reproj_error: { elements: errors.slice(0, 2), repeated: observations.length },
        w_err: { element: weightErrors[0], repeated: observations.length },
      };
    };
  },
  jacobian: (input: Input, ready: MakeReady = dynamic) => {
    const observations = observationsOf(input);
    const differentiate = ready(jacrev(reprojectionError));
    return () => {
      const { rows, cols, vals } = jacobianOf(observations, differentiate);
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

function observationsOf({ n, m, p, cam, x, w, feat }: Input): Observation[] {
  return Array.from({ length: p }, (_, i) => ({
    parameters: [...cam, ...x, w],
    columns: [
      ...cam.map((_, j) => 11 * (i % n) + j),
      ...x.map((_, j) => 11 * n + 3 * (i % m) + j),
      11 * n + 3 * m + i,
    ],
    seen: [...feat],
  }));
}

/** Two rows to pull back, for a quarter of the time of fifteen columns to push forward. */
function jacobianOf(
  observations: readonly Observation[],
  differentiate: (parameters: readonly number[], seen: readonly number[]) => number[][],
): SparseMatrix {
  const count = observations.length;
  const rows = new Int32Array(3 * count + 1);
  const cols = new Int32Array(31 * count);
  const vals = new Float64Array(31 * count);
  const differentiateWeight = derivative(weightError);
  let next = 0;
  observations.forEach(({ parameters, columns, seen }, i) => {
    differentiate(parameters, seen).forEach((row, k) => {
      cols.set(columns, next);
      vals.set(row, next);
      next += row.length;
      rows[2 * i + k + 1] = next;
    });
  });
  observations.forEach(({ parameters, columns }, i) => {
    cols[next] = columns[14];
    vals[next] = differentiateWeight(parameters[14]);
    rows[2 * count + i + 1] = ++next;
  });
  return { rows, cols, vals };
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
