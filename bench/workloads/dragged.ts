// Fifty parameters in a picture in which somebody drags: each frame begins where the one before has ended.

import { add, exp, mul, type Scalar, sqrt, square, sub, sum } from "@fluxion/ad";
import { leastSquares, minimize } from "@fluxion/ad/fit";
import type { Candidate } from "../group.ts";

/** Sixteen peaks on a line: fifty parameters of a spectrum that changes from frame to frame. */
const places = Array.from({ length: 120 }, (_, i) => i / 120);
export const spectrum = (p: readonly Scalar[], ys: readonly Scalar[]): Scalar[] =>
  ys.map((y, i) => {
    const peaks = Array.from({ length: 16 }, (_, k) => {
      const [height, centre, sharpness] = p.slice(3 * k, 3 * k + 3);
      return mul(height, exp(mul(-0.5, square(mul(sub(places[i], centre), sharpness)))));
    });
    return sub(add(p[48], mul(p[49], places[i]), sum(peaks)), y);
  });
/** The parameters that the spectrum is drawn with. */
export const drawn: number[] = Array.from(
  { length: 50 },
  (_, j) => j >= 48 ? 0.1 : j % 3 === 0 ? 1 + 0.5 * Math.sin(j) : j % 3 === 1 ? (j + 0.5) / 48 : 40,
);

/** What is measured in a frame: one peak grows and shrinks. */
export function spectrumAt(frame: number): number[] {
  const truth = drawn.map((own, j) => j === 9 ? own + 0.3 * Math.sin(frame / 30) : own);
  const ys = spectrum(truth, places.map(() => 0)) as number[];
  return ys.map((y, i) => y + 0.01 * Math.sin(17 * i * i));
}

/** Where 25 links of a chain come to rest, whose end is dragged: fifty coordinates. */
export const chain = (p: readonly Scalar[], x: Scalar, y: Scalar): Scalar => {
  const energy: Scalar[] = [
    mul(100, square(sub(p[48], x))),
    mul(100, square(sub(p[49], y))),
  ];
  for (let i = 0; i < 50; i += 2) {
    const [dx, dy] = [sub(p[i], p[i - 2] ?? 0), sub(p[i + 1], p[i - 1] ?? 0)];
    const stretch = sub(sqrt(add(square(dx), square(dy))), 1);
    energy.push(mul(9, square(stretch)), mul(0.1, p[i + 1]), mul(0.1, square(dx)));
  }
  return sum(energy);
};
/** Where it begins. */
export const hanging: number[] = Array.from(
  { length: 50 },
  (_, j) => j % 2 === 0 ? 0.45 * (j + 2) : -0.01 * j,
);

/** Calls a function with the number of the frame and the answer to the frame before. */
function frames(
  next: (frame: number, before: number[]) => number[],
  first: number[],
): () => unknown {
  let [frame, before] = [0, first];
  return () => before = next(frame++, before);
}

/** Ways to find fifty parameters, frame by frame. */
export const draggedFrames: readonly Candidate[] = [
  {
    name: "A spectrum of 120 points, `leastSquares`, tolerance 10⁻⁴",
    prepare: () =>
      frames((frame, before) => {
        const options = { args: [spectrumAt(frame)], tolerance: 1e-4 } as const;
        return leastSquares(spectrum, before, options).parameters;
      }, drawn),
  },
  {
    name: "A chain of 25 links, `minimize` by Newton's method, tolerance 10⁻⁴",
    prepare: () =>
      frames((frame, before) => {
        const end = [20 + 2 * Math.cos(frame / 50), 5 * Math.sin(frame / 50)] as const;
        const options = { args: end, method: "newton-cg", tolerance: 1e-4 } as const;
        return minimize(chain, before, options).parameters;
      }, hanging),
  },
  {
    name: "The same by L-BFGS",
    prepare: () =>
      frames((frame, before) => {
        const end = [20 + 2 * Math.cos(frame / 50), 5 * Math.sin(frame / 50)] as const;
        return minimize(chain, before, { args: end, tolerance: 1e-4 }).parameters;
      }, hanging),
  },
];
