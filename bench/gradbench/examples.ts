// Inputs of any size for the workloads that are compiled, of the form in which GradBench gives them, and
// the same in every run.

import { inputs } from "../inputs.ts";

/** Sizes of the inputs. */
export interface Sizes {
  /** Where the search for a saddle starts, on the diagonal. */
  readonly saddle: number;
  /** The control from which a better one is searched. */
  readonly particle: number;
  /** Coefficients and places. */
  readonly llsq: readonly [m: number, n: number];
  readonly lse: number;
  /** Components and steps. */
  readonly ode: readonly [n: number, steps: number];
  /** Observations, their coordinates, and components. */
  readonly gmm: readonly [n: number, d: number, k: number];
  /** Layers, bits and characters. */
  readonly lstm: readonly [layers: number, bits: number, characters: number];
  /** Centroids, points and coordinates. */
  readonly kmeans: readonly [k: number, n: number, d: number];
  /** Observations. */
  readonly ba: number;
  /** Vertices, and how many points are measured. */
  readonly ht: readonly [vertices: number, points: number];
}

/** A function of a workload with an input for it; `note` tells the size. */
export interface Example {
  readonly module: string;
  readonly name: string;
  readonly note: string;
  readonly input: unknown;
}

/** Every function that is compiled, at these sizes. */
export function examplesOf(sizes: Sizes): Example[] {
  const { llsq: [m, places], ode: [components, steps], gmm, lstm, ht: [vertices, points] } = sizes;
  const both = (module: string, names: readonly string[], note: string, input: unknown) =>
    names.map((name) => ({ module, name, note, input }));
  const mixes = ["ff", "fr", "rf", "rr"];
  const [primal, adBench] = [["primal", "gradient"], ["objective", "jacobian"]];
  const hand = handOf(vertices, vertices, points);
  return [
    ...both("saddle", mixes, `from (${sizes.saddle}, ${sizes.saddle})`, {
      start: [sizes.saddle, sizes.saddle],
    }),
    ...both("particle", mixes, `from ${sizes.particle}`, { w: sizes.particle }),
    ...both("llsq", primal, `${m} × ${places}`, { x: inputs(m), n: places }),
    ...both("lse", primal, `n = ${sizes.lse}`, { x: inputs(sizes.lse) }),
    ...both("ode", primal, `n = ${components}, ${steps} steps`, {
      x: inputs(components),
      s: steps,
    }),
    ...both("gmm", adBench, `n = ${gmm[0]}, d = ${gmm[1]}, k = ${gmm[2]}`, mixtureOf(...gmm)),
    ...both("lstm", adBench, `${lstm.join(" × ")}`, networkOf(...lstm)),
    ...both("kmeans", ["cost", "dir"], `${sizes.kmeans.join(" × ")}`, cloudOf(...sizes.kmeans)),
    ...both("ba", adBench, `${sizes.ba} observations`, scene(4, 30, sizes.ba)),
    ...both("ht", adBench, `${points} vertices`, { ...hand, us: [] }),
    ...both("ht", adBench, `${points} places on triangles`, hand),
  ];
}

/** A mixture of k Gaussians in d dimensions, and n observations. */
export function mixtureOf(n: number, d: number, k: number) {
  return {
    ...{ n, d, k, m: 0, gamma: 1 },
    alpha: inputs(k),
    mu: rows(k, d, 2),
    q: rows(k, d, 3),
    l: rows(k, d * (d - 1) / 2, 4),
    x: rows(n, d, 5),
  };
}

/** A network, and a text. */
export function networkOf(layers: number, bits: number, characters: number) {
  return {
    main_params: rows(2 * layers, 4 * bits, 1),
    extra_params: rows(3, bits, 2),
    state: rows(2 * layers, bits, 3),
    sequence: rows(characters, bits, 4).map((row) => row.map((x) => x > 0 ? 1 : 0)),
  };
}

/** Points, the last of which are the centroids. */
export function cloudOf(k: number, n: number, d: number) {
  const points = rows(n, d, 1);
  return { points, centroids: points.slice(-k) };
}

/** One of n cameras, of m points, and of p observations. */
export function scene(n: number, m: number, p: number) {
  const cam = [0.2, -0.4, 0.3, 0.5, -1, 2, 400, 12, -7, 0.02, -0.003];
  return { n, m, p, cam, x: [1.5, 2.5, -6], w: 0.8, feat: [-40, 55] };
}

/** A hand of 22 bones, each a little farther out than the one that carries it, and measured points. */
export function handOf(vertices: number, triangles: number, count: number) {
  const bones = Array.from({ length: 22 }, (_, bone) => bone);
  const parents = bones.map((bone) => bone === 0 ? -1 : bone % 4 === 1 ? 0 : bone - 1);
  const offsets = rows(22, 3, 1);
  const translation = (offset: readonly number[], sign: number) => [
    ...offset.map((x, i) => [0, 1, 2].map((j): number => i === j ? 1 : 0).concat(sign * x)),
    [0, 0, 0, 1],
  ];
  // A vertex follows four bones, as in the hands of ADBench.
  const follows = (vertex: number, bone: number) => (bone + 21 * vertex) % 22 < 4 ? 0.25 : 0;
  const model = {
    parents,
    base_relatives: offsets.map((offset) => translation(offset, 1)),
    inverse_base_absolutes: offsets.map((offset) => translation(offset, -1)),
    base_positions: rows(vertices, 3, 2).map((place) => [...place, 1]),
    weights: Array.from({ length: vertices }, (_, i) => bones.map((bone) => follows(i, bone))),
    triangles: Array.from(
      { length: triangles },
      (_, i) => [i, (i + 1) % vertices, (i + 2) % vertices],
    ),
    is_mirrored: false,
  };
  const correspondences = Array.from({ length: count }, (_, i) => 7 * i % triangles);
  const data = { model, correspondences, points: rows(count, 3, 6) };
  return { theta: inputs(26, 7), data, us: rows(count, 2, 8) };
}

/** Rows of numbers. */
export function rows(count: number, width: number, seed: number): number[][] {
  const all = inputs(count * width, seed);
  return Array.from({ length: count }, (_, i) => all.slice(width * i, width * (i + 1)));
}
