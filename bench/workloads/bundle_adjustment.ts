// Bundle adjustment: cameras, points that they see, and how far each is from where it was observed. The Jacobian by
// all of them has fourteen entries in a row, however many there are.

import type { Scalar } from "@fluxion/ad";
import { reprojectionError } from "../gradbench/ba.ts";
import { inputs } from "../inputs.ts";

/** The numbers of a camera, and of a point. */
const [CAMERA, POINT] = [11, 3];

/** Cameras, points and the weights of observations, one after the other. */
export interface Scene {
  readonly cameras: number;
  readonly points: number;
  /** Of each observation, where its point was seen. */
  readonly seen: readonly (readonly number[])[];
  readonly parameters: number[];
}

/** Returns a scene of so many observations, each point seen by four of the cameras. */
export function sceneOf(observations: number): Scene {
  const points = Math.ceil(observations / 4);
  const cameras = 4 + Math.ceil(observations / 1000);
  const noise = inputs(CAMERA * cameras + POINT * points, 5);
  const camera = [0.1, 0.2, 0.1, 0, 0, -10, 500, 0, 0, 0.01, 0.001];
  const parameters = [
    ...noise.map((own, i) => {
      if (i >= CAMERA * cameras) return own;
      const mean = camera[i % CAMERA];
      return mean + 0.05 * own * Math.abs(mean);
    }),
    ...inputs(observations, 7).map((own) => 1 + own / 10),
  ];
  const seen = Array.from({ length: observations }, () => [0, 0]);
  return { cameras, points, seen, parameters };
}

/** Returns the places of the numbers that an observation depends on. */
export function placesOf({ cameras, points }: Scene, observation: number): number[] {
  const camera = (observation % 4 + Math.floor(observation / 1000)) % cameras;
  const point = Math.floor(observation / 4) % points;
  const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
  return [
    ...range(CAMERA * camera, CAMERA),
    ...range(CAMERA * cameras + POINT * point, POINT),
    CAMERA * cameras + POINT * points + observation,
  ];
}

/** Returns the function from all parameters to the errors of all observations. */
export function reprojectionErrors(scene: Scene): (all: readonly Scalar[]) => Scalar[] {
  const places = scene.seen.map((_, i) => placesOf(scene, i));
  return (all) =>
    scene.seen.flatMap((seen, i) => reprojectionError(places[i].map((place) => all[place]), seen));
}
