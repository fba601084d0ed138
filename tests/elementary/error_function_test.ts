import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  complementaryErrorFunction,
  errorFunction,
  gaussian,
} from "../../lib/elementary/error_function.ts";

/**
 * Pairs of an argument, taken as the double that it denotes, and the value there,
 * computed with mpmath at 60 digits and rounded to the nearest double.
 */
type Reference = readonly (readonly [x: number, value: number])[];

/** How many units in the last place an answer may be off; 3.8 was measured. */
const TOLERANCE = 4n;

const ERF_REFERENCE: Reference = [
  [5e-324, 5e-324],
  [1e-310, 1.1283791670955e-310],
  [1e-300, 1.1283791670955126e-300],
  [1e-100, 1.1283791670955126e-100],
  [1e-20, 1.1283791670955125e-20],
  [1e-9, 1.1283791670955127e-9],
  [1e-5, 1.1283791670579e-5],
  [0.001, 0.0011283787909692365],
  [0.01, 0.011283415555849618],
  [0.05, 0.05637197779701663],
  [0.1, 0.1124629160182849],
  [0.2, 0.22270258921047847],
  [0.25, 0.27632639016823696],
  [0.3, 0.3286267594591274],
  [0.4, 0.42839235504666845],
  [0.4769362762044699, 0.5],
  [0.49999999999999994, 0.5204998778130465],
  [0.5, 0.5204998778130465],
  [0.5000000000000001, 0.5204998778130466],
  [0.55, 0.563323366325109],
  [0.6182, 0.6180270380913606],
  [0.7, 0.6778011938374184],
  [0.8, 0.7421009647076605],
  [0.9, 0.7969082124228322],
  [1, 0.8427007929497149],
  [1.25, 0.9229001282564583],
  [1.5, 0.9661051464753108],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [3, 0.9999779095030014],
  [3.5, 0.9999992569016276],
  [4, 0.9999999845827421],
  [5, 0.9999999999984626],
  [5.8, 0.9999999999999998],
  [5.92, 0.9999999999999999],
  [6, 1],
  [10, 1],
  [1e+300, 1],
];

const ERFC_REFERENCE: Reference = [
  [-1e+300, 2],
  [-6, 2],
  [-5, 1.9999999999984626],
  [-3, 1.9999779095030015],
  [-2, 1.9953222650189528],
  [-1, 1.8427007929497148],
  [-0.7, 1.6778011938374184],
  [-0.5, 1.5204998778130465],
  [-0.49999999999999994, 1.5204998778130465],
  [-0.3, 1.3286267594591274],
  [-0.1, 1.1124629160182848],
  [-1e-5, 1.0000112837916706],
  [-1e-17, 1],
  [5e-324, 1],
  [1e-20, 1],
  [1e-16, 0.9999999999999999],
  [1e-9, 0.9999999988716208],
  [0.001, 0.9988716212090307],
  [0.1, 0.887537083981715],
  [0.3, 0.6713732405408726],
  [0.4, 0.5716076449533315],
  [0.45, 0.5245182802130763],
  [0.4769362762044699, 0.5],
  [0.49999999999999994, 0.47950012218695354],
  [0.5, 0.4795001221869535],
  [0.5000000000000001, 0.47950012218695337],
  [0.55, 0.436676633674891],
  [0.6, 0.3961439091520741],
  [0.75, 0.28884436634648486],
  [0.8280299499843892, 0.24159428117140047],
  [0.9, 0.20309178757716786],
  [1, 0.15729920705028513],
  [1.1, 0.11979493042591827],
  [1.25, 0.07709987174354177],
  [1.5, 0.033894853524689274],
  [1.7, 0.01620954140922544],
  [2, 0.004677734981047266],
  [2.5, 0.0004069520174449589],
  [3, 2.209049699858544e-5],
  [3.75, 1.1372725656979665e-7],
  [4.5, 1.9661604415428876e-10],
  [5, 1.537459794428035e-12],
  [7, 4.183825607779414e-23],
  [10, 2.088487583762545e-45],
  [12.3, 9.029925149482068e-68],
  [15.997932459887286, 2.4880615237363253e-113],
  [20.1, 9.735977140428878e-178],
  [23.7, 2.7379369178464715e-246],
  [25, 8.300172571196523e-274],
  [26, 5.663192408856143e-296],
  [26.5, 2.2109076642637343e-307],
  [26.54, 2.6455581744685104e-308],
  [26.6, 1.088512588544227e-309],
  [26.8, 2.484962157e-314],
  [27, 5.23705e-319],
  [27.1, 2.33e-321],
  [27.2, 1e-323],
  [27.3, 0],
];

const GAUSSIAN_REFERENCE: Reference = [
  [5e-324, 1],
  [1e-200, 1],
  [1e-9, 1],
  [1e-8, 0.9999999999999999],
  [1e-5, 0.9999999999],
  [0.001, 0.9999990000005],
  [0.1, 0.9900498337491681],
  [0.3, 0.9139311852712282],
  [0.5, 0.7788007830714049],
  [0.7, 0.6126263941844161],
  [0.9, 0.4448580662229411],
  [1, 0.36787944117144233],
  [1.1, 0.29819727942988733],
  [1.3, 0.18451952399298924],
  [1.7, 0.05557621261148308],
  [2.2, 0.007907054051593435],
  [3.3, 1.864374233151685e-5],
  [4.7, 2.549381880391965e-10],
  [5.9, 7.624459905389708e-16],
  [7.1, 1.2800153190516484e-22],
  [8.8, 2.3347227834872383e-34],
  [10.1, 4.984480496942965e-45],
  [12.3, 1.9750942872770615e-66],
  [14.9, 3.821924228088892e-97],
  [17.3, 1.0471394250149036e-130],
  [19.7, 2.848751180567801e-169],
  [20.1, 3.4728527242717995e-176],
  [22.2, 9.168695270158941e-215],
  [24.04350852323632, 8.681039916651988e-252],
  [25.3, 1.0290703813688983e-278],
  [26.1, 1.426448125651665e-296],
  [26.6, 5.135661424357819e-308],
  [26.7, 2.48775034987984e-310],
  [26.9, 5.497559646e-315],
  [27.1, 1.1215e-319],
  [27.2, 4.9e-322],
  [27.25, 3.5e-323],
  [27.29, 5e-324],
  [27.3, 0],
];

function assertClose(
  evaluate: (x: number) => number,
  reference: Reference,
): void {
  for (const [x, value] of reference) {
    const actual = evaluate(x);
    assert(
      doublesBetween(actual, value) <= TOLERANCE,
      `At ${x} got ${actual}, wanted ${value}`,
    );
  }
}

/** Units in the last place; doubles of one sign are ordered as their bits are. */
function doublesBetween(left: number, right: number): bigint {
  const [a, b] = new BigInt64Array(new Float64Array([left, right]).buffer);
  return a < b ? b - a : a - b;
}

/** Evenly spaced points of [-7, 7], many on either side of every seam. */
const GRID: readonly number[] = Array.from(
  { length: 14001 },
  (_, index) => (index - 7000) / 1000,
);

describe("erf", () => {
  it("agrees with mpmath to 4 units in the last place", () => {
    assertClose(errorFunction, ERF_REFERENCE);
  });

  it("is odd to the last bit", () => {
    for (const x of GRID) assertEquals(errorFunction(-x), -errorFunction(x));
  });

  it("never decreases", () => {
    for (const x of GRID) assert(errorFunction(x) <= errorFunction(x + 0.001));
  });

  it("keeps the sign of zero", () => {
    assert(Object.is(errorFunction(0), 0));
    assert(Object.is(errorFunction(-0), -0));
  });

  it("tends to -1 and 1", () => {
    assertEquals(errorFunction(-Infinity), -1);
    assertEquals(errorFunction(-Number.MAX_VALUE), -1);
    assertEquals(errorFunction(Number.MAX_VALUE), 1);
    assertEquals(errorFunction(Infinity), 1);
  });

  it("is NaN at NaN", () => {
    assertEquals(errorFunction(NaN), NaN);
  });
});

describe("erfc", () => {
  it("agrees with mpmath to 4 units in the last place, also in its tail", () => {
    assertClose(complementaryErrorFunction, ERFC_REFERENCE);
  });

  it("adds up to 1 with erf", () => {
    for (const x of GRID) {
      assert(Math.abs(errorFunction(x) + complementaryErrorFunction(x) - 1) <= Number.EPSILON);
    }
  });

  it("adds up to 2 with its mirror image", () => {
    for (const x of GRID) {
      assert(
        Math.abs(complementaryErrorFunction(x) + complementaryErrorFunction(-x) - 2) <=
          2 * Number.EPSILON,
      );
    }
  });

  it("never increases", () => {
    for (const x of GRID) {
      assert(complementaryErrorFunction(x) >= complementaryErrorFunction(x + 0.001));
    }
  });

  it("is 1 at both zeros", () => {
    assertEquals(complementaryErrorFunction(0), 1);
    assertEquals(complementaryErrorFunction(-0), 1);
  });

  it("tends to 2 and 0", () => {
    assertEquals(complementaryErrorFunction(-Infinity), 2);
    assertEquals(complementaryErrorFunction(-Number.MAX_VALUE), 2);
    assertEquals(complementaryErrorFunction(Number.MAX_VALUE), 0);
    assertEquals(complementaryErrorFunction(Infinity), 0);
  });

  it("is NaN at NaN", () => {
    assertEquals(complementaryErrorFunction(NaN), NaN);
  });
});

describe("gaussian", () => {
  it("agrees with mpmath to 4 units in the last place, also for large x", () => {
    assertClose(gaussian, GAUSSIAN_REFERENCE);
  });

  it("is even to the last bit", () => {
    for (const x of GRID) assertEquals(gaussian(-x), gaussian(x));
  });

  it("is Math.exp(-x * x) where x is a single", () => {
    for (const x of [0, 0.25, 1.5, 12.125, 26]) {
      assertEquals(gaussian(x), Math.exp(-x * x));
    }
  });

  it("is 1 at both zeros", () => {
    assertEquals(gaussian(0), 1);
    assertEquals(gaussian(-0), 1);
  });

  it("tends to 0", () => {
    assertEquals(gaussian(-Infinity), 0);
    assertEquals(gaussian(-Number.MAX_VALUE), 0);
    assertEquals(gaussian(Number.MAX_VALUE), 0);
    assertEquals(gaussian(Infinity), 0);
  });

  it("is NaN at NaN", () => {
    assertEquals(gaussian(NaN), NaN);
  });
});
