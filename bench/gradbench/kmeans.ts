// k-means clustering by a step of Newton's method: the cost Σ minⱼ ‖cⱼ − p‖² of centroids c at points p,
// whose Hessian is diagonal, so that its product with a vector of ones is the diagonal (Bottou & Bengio
// 1994). Forward over reverse, one pass gives the gradient and that product. It is not compiled: each way
// to assign the points to the centroids would be a program of its own.

import { grad, jvp, type Scalar, square, sub, sum, value } from "@fluxion/ad";
import type { Workload } from "./workload.ts";

interface Input {
  readonly points: Points;
  readonly centroids: Points;
}

type Points = readonly (readonly number[])[];

/** The cost, and the direction of Newton's step: the gradient over the diagonal of the Hessian. */
export const kmeans = {
  cost: ({ points, centroids }: Input) => () => cost(centroids, points),
  dir: ({ points, centroids }: Input) => () => {
    const ones = centroids.map((centroid) => centroid.map(() => 1));
    const gradient = (c: Centroids) => grad(cost)(c, points);
    const [slopes, curvatures] = jvp(gradient, [centroids], [ones]);
    return slopes.map((row, j) => row.map((slope, l) => value(slope) / value(curvatures[j][l])));
  },
} satisfies Workload;

type Centroids = readonly (readonly Scalar[])[];

/** Which centroid is nearest is a branch, decided on plain numbers; its distance is differentiated. */
function cost(centroids: Centroids, points: Points): Scalar {
  const places = centroids.map((centroid) => centroid.map(value));
  return sum(points.map((point) => {
    const centroid = centroids[nearest(point, places)];
    return sum(point.map((coordinate, l) => square(sub(centroid[l], coordinate))));
  }));
}

function nearest(point: readonly number[], places: Points): number {
  let best = 0;
  let shortest = Infinity;
  for (let j = 0; j < places.length; j++) {
    const place = places[j];
    let distance = 0;
    for (let l = 0; l < point.length; l++) distance += (place[l] - point[l]) ** 2;
    if (distance < shortest) {
      shortest = distance;
      best = j;
    }
  }
  return best;
}
