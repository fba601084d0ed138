// The sizes at which GradBench runs its evaluations unless told otherwise, with inputs of these sizes. GradBench draws its
// numbers at random, or reads them from files; these are others, as large and alike.

import { inputs } from "../inputs.ts";
import { cloudOf, handOf, mixtureOf, networkOf, scene } from "./examples.ts";

/** An input of a workload, made when it is needed; `note` tells the size. */
export interface PublishedInput {
  readonly note: string;
  readonly make: () => object;
}

/** A workload: its functions, the first of which is the plain one where there are two, and inputs. */
export interface Published {
  readonly functions: readonly string[];
  readonly inputs: readonly PublishedInput[];
}

const primal = ["primal", "gradient"];
const adBench = ["objective", "jacobian"];
const mixes = ["rr", "ff", "fr", "rf"];

/** The observations of the first fourteen scenes of the Bundle Adjustment in the Large. */
const scenes: readonly (readonly [n: number, m: number, p: number])[] = [
  [49, 7776, 31843],
  [21, 11315, 36455],
  [161, 48126, 182072],
  [372, 47423, 204472],
  [257, 65132, 225911],
  [539, 65220, 277273],
  [93, 61203, 287451],
  [88, 64298, 383937],
  [810, 88814, 393775],
  [1197, 126327, 563734],
  [1723, 156502, 678718],
  [253, 163691, 899155],
  [245, 198739, 1091386],
  [356, 226730, 1255268],
];

/** All combinations of two lists, in the order of their products. */
function pairs(first: readonly number[], second: readonly number[]): [number, number][] {
  return first.flatMap((a) => second.map((b): [number, number] => [a, b]))
    .sort(([a, b], [c, d]) => a * b - c * d);
}

/** The workloads at the sizes of their evaluations, all but the greeting. */
export const published: Readonly<Record<string, Published>> = {
  llsq: {
    functions: primal,
    inputs: [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8196, 16392].map((n) => ({
      note: `n = ${n}, m = 128`,
      make: () => ({ x: inputs(128), n }),
    })),
  },
  lse: {
    functions: primal,
    inputs: Array.from({ length: 10 }, (_, i) => 2500 * 2 ** i).map((n) => ({
      note: `n = ${n}`,
      make: () => ({ x: inputs(n) }),
    })),
  },
  ode: {
    functions: primal,
    inputs: pairs([1000, 10_000, 100_000], [1, 10, 100]).map(([n, s]) => ({
      note: `n = ${n}, s = ${s}`,
      make: () => ({ x: inputs(n), s }),
    })),
  },
  gmm: {
    functions: adBench,
    inputs: pairs([2, 10, 20, 32, 64], [5, 10, 25, 50, 100]).map(([d, k]) => ({
      note: `d = ${d}, k = ${k}`,
      make: () => mixtureOf(1000, d, k),
    })),
  },
  lstm: {
    functions: adBench,
    inputs: pairs([2, 4, 6], [1024, 4096, 8192]).map(([layers, characters]) => ({
      note: `l = ${layers}, c = ${characters}`,
      make: () => networkOf(layers, 14, characters),
    })),
  },
  ba: {
    functions: adBench,
    inputs: scenes.map(([n, m, p]) => ({ note: `p = ${p}`, make: () => scene(n, m, p) })),
  },
  ht: {
    functions: adBench,
    inputs: [100, 192, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200, 100_000]
      .map((points) => ({ note: `c = ${points}`, make: () => handOf(10_000, 1084, points) })),
  },
  kmeans: {
    functions: ["cost", "dir"],
    inputs: [10, 100, 1000].flatMap((k) =>
      [1000, 10_000].flatMap((n) => [8, 16].map((d): [number, number, number] => [k, n, d]))
    )
      .sort(([a, b, c], [x, y, z]) => a * b * c - x * y * z).map(([k, n, d]) => ({
        note: `k = ${k}, n = ${n}, d = ${d}`,
        make: () => cloudOf(k, n, d),
      })),
  },
  det: {
    functions: primal,
    inputs: [5, 6, 7, 8, 9, 10, 11].map((ell) => ({
      note: `ℓ = ${ell}`,
      make: () => ({ A: inputs(ell * ell), ell }),
    })),
  },
  particle: { functions: mixes, inputs: [{ note: "w = 0", make: () => ({ w: 0 }) }] },
  saddle: { functions: mixes, inputs: [{ note: "from (1, 1)", make: () => ({ start: [1, 1] }) }] },
};
