// llsq, lse and kmeans by hand, over typed arrays.

/** Half a sum of squares, and its gradient. */
export const llsq = {
  primal: ({ x, n }: { x: readonly number[]; n: number }) => {
    const coefficients = Float64Array.from(x);
    return () => {
      let total = 0;
      for (let i = 0; i < n; i++) {
        const t = -1 + 2 * i / (n - 1);
        let value = 0;
        for (let j = 0, power = 1; j < coefficients.length; j++, power *= t) {
          value += coefficients[j] * power;
        }
        const residual = Math.sign(t) - value;
        total += residual * residual;
      }
      return total / 2;
    };
  },
  gradient: ({ x, n }: { x: readonly number[]; n: number }) => {
    const coefficients = Float64Array.from(x);
    const powers = new Float64Array(x.length);
    return () => {
      const slopes = new Float64Array(coefficients.length);
      for (let i = 0; i < n; i++) {
        const t = -1 + 2 * i / (n - 1);
        let value = 0;
        for (let j = 0, power = 1; j < coefficients.length; j++, power *= t) {
          powers[j] = power;
          value += coefficients[j] * power;
        }
        const residual = Math.sign(t) - value;
        for (let j = 0; j < slopes.length; j++) slopes[j] -= residual * powers[j];
      }
      return slopes;
    };
  },
};

/** The logarithm of a sum of exponentials, and its gradient. */
export const lse = {
  primal: ({ x }: { x: readonly number[] }) => {
    const own = Float64Array.from(x);
    return () => {
      const largest = largestOf(own);
      let total = 0;
      for (let i = 0; i < own.length; i++) total += Math.exp(own[i] - largest);
      return largest + Math.log(total);
    };
  },
  gradient: ({ x }: { x: readonly number[] }) => {
    const own = Float64Array.from(x);
    return () => {
      const largest = largestOf(own);
      const slopes = new Float64Array(own.length);
      let total = 0;
      for (let i = 0; i < own.length; i++) total += slopes[i] = Math.exp(own[i] - largest);
      for (let i = 0; i < own.length; i++) slopes[i] /= total;
      return slopes;
    };
  },
};

function largestOf(xs: Float64Array): number {
  let largest = -Infinity;
  for (let i = 0; i < xs.length; i++) if (xs[i] > largest) largest = xs[i];
  return largest;
}

/** Centroids and points. */
interface Cloud {
  readonly points: readonly (readonly number[])[];
  readonly centroids: readonly (readonly number[])[];
}

/** The cost of a clustering, and Newton's direction. */
export const kmeans = {
  cost: (cloud: Cloud) => {
    const look = nearest(cloud);
    return () => {
      let total = 0;
      look((_i, _j, squared) => total += squared);
      return total;
    };
  },
  dir: (cloud: Cloud) => {
    const look = nearest(cloud);
    const points = Float64Array.from(cloud.points.flat());
    const centroids = Float64Array.from(cloud.centroids.flat());
    const [{ length: width }] = cloud.points;
    return () => {
      const slopes = new Float64Array(centroids.length);
      const curvatures = new Float64Array(centroids.length);
      look((i, j) => {
        for (let l = 0; l < width; l++) {
          slopes[j * width + l] += 2 * (centroids[j * width + l] - points[i * width + l]);
          curvatures[j * width + l] += 2;
        }
      });
      return slopes.map((slope, k) => slope / curvatures[k]);
    };
  },
};

function nearest(cloud: Cloud) {
  const [points, centroids] = [cloud.points, cloud.centroids].map((rows) =>
    Float64Array.from(rows.flat())
  );
  const [{ length: width }] = cloud.points;
  const [n, k] = [cloud.points.length, cloud.centroids.length];
  return (tell: (i: number, j: number, squared: number) => void) => {
    for (let i = 0; i < n; i++) {
      let best = 0;
      let shortest = Infinity;
      for (let j = 0; j < k; j++) {
        let squared = 0;
        for (let l = 0; l < width; l++) {
          const off = centroids[j * width + l] - points[i * width + l];
          squared += off * off;
        }
        if (squared < shortest) [shortest, best] = [squared, j];
      }
      tell(i, best, shortest);
    }
  };
}
