// k-means clustering by a step of Newton's method: the cost Σ minⱼ ‖cⱼ − p‖² of centroids c at points p,
// whose Hessian is diagonal, so that its product with a vector of ones is the diagonal (Bottou & Bengio
// 1994). Which centroid is nearest to a point is found on plain numbers; its distance, which is all that is
// differentiated, is a small function of its own, and compiled. Forward over reverse, one pass gives the
// gradient and that product.

import { grad, jvp, type Scalar, square, sub, sum, value } from "@fluxion/ad";
import { dynamic, filling, type MakeReady } from "./ready.ts";
import type { Workload } from "./workload.ts";

interface Input {
  readonly points: Points;
  readonly centroids: Points;
}

type Points = readonly (readonly number[])[];
type Place = readonly Scalar[];

/** The cost, and the direction of Newton's step: the gradient over the diagonal of the Hessian. */
export const kmeans = {
  cost: ({ points, centroids }: Input, ready: MakeReady = dynamic) => {
    const squaredDistance = ready(distance);
    const nearest = nearestOf(centroids, points);
    return () => {
      let total = 0;
      nearest((j, i) => total += value(squaredDistance(centroids[j], points[i])));
      return total;
    };
  },
  dir: ({ points, centroids }: Input, ready: MakeReady = dynamic) => {
    const ones = centroids[0].map(() => 1);
    const own: [number[], number[]] = [ones.map(() => 0.5), ones.map(() => 0.5)];
    const slopesOf = filling(ready((centroid: Place, point: Place) => {
      const gradient = (c: Place) => grad(distance)(c, point);
      return jvp(gradient, [centroid], [ones]);
    }));
    const nearest = nearestOf(centroids, points);
    return () => {
      const sums = centroids.map(() => ones.map(() => [0, 0]));
      nearest((j, i) => {
        const [slopes, curvatures] = slopesOf(own, centroids[j], points[i]);
        sums[j].forEach((both, l) => {
          both[0] += value(slopes[l]);
          both[1] += value(curvatures[l]);
        });
      });
      return sums.map((row) => row.map(([slope, curvature]) => slope / curvature));
    };
  },
} satisfies Workload;

function distance(centroid: Place, point: Place): Scalar {
  return sum(point.map((coordinate, l) => square(sub(centroid[l], coordinate))));
}

/** Returns a function that tells of each point which centroid is nearest to it. */
function nearestOf(
  centroids: Points,
  points: Points,
): (tell: (j: number, i: number) => void) => void {
  const [places, all] = [centroids, points].map((rows) => Float64Array.from(rows.flat()));
  const { length: width } = centroids[0];
  return (tell) => {
    for (let i = 0; i < points.length; i++) {
      let best = 0;
      let shortest = Infinity;
      for (let j = 0; j < centroids.length; j++) {
        let squared = 0;
        for (let l = 0; l < width; l++) {
          const off = places[j * width + l] - all[i * width + l];
          squared += off * off;
        }
        if (squared < shortest) [shortest, best] = [squared, j];
      }
      tell(best, i);
    }
  };
}
