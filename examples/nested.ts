// Derivatives of derivatives: a descent inside a descent, in all four mixes of the modes; Newton's method
// on products with a Hessian that is never made; and the wrong answers that an implementation without tags
// gives. A program of the library may use derivatives as freely as it uses sums, and its own derivative
// stays exact.

import { add, derivative, mul, type Scalar, value } from "@fluxion/ad";
import { numericDerivative } from "@fluxion/ad/check";
import { save } from "./draw.ts";
import {
  type Calculus,
  lossByDecay,
  plus,
  siskindPearlmutter,
  slopeByDecay,
  times,
  type Untagged,
  untaggedDerivative,
} from "./nested_confusion.ts";
import { compareProducts, type Film, type Product, stretch } from "./nested_film.ts";
import { plot } from "./nested_plot.ts";
import { fly, modes, saddle, steer } from "./nested_programs.ts";
import { report } from "./nested_report.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { timed } from "./timing.ts";

/** All that the report says. */
export interface Findings {
  readonly mixes: Mix[];
  /** The way of the particle before and after the charge was moved. */
  readonly flights: { readonly before: number[][]; readonly after: number[][] };
  readonly confusions: Confusion[];
  readonly film: Film;
  readonly products: Product[];
}

/** The two programs in one mix of modes, with the time each took. */
export interface Mix {
  readonly outer: string;
  readonly inner: string;
  readonly saddle: number[];
  readonly saddleTime: number;
  readonly control: number;
  readonly controlTime: number;
}

/** A nested derivative, by whom it is answered, and what. */
export interface Confusion {
  readonly program: string;
  readonly untagged: number;
  readonly ours: number;
  readonly numeric: number;
}

/** How many cells the film of the report has along a side. */
export const cells = 24;

/** Runs everything; a finer film takes longer. */
export function explore(cells: number, progress: Progress = silent): Findings {
  const mixes = Object.entries(modes).flatMap(([outer, takeOuter], i) =>
    Object.entries(modes).map(([inner, takeInner], j): Mix => {
      const [corners, saddleTime] = timed(() => saddle(takeOuter, takeInner));
      const [control, controlTime] = timed(() => steer(takeOuter, takeInner));
      progress((2 * i + j + 1) / 5);
      return {
        outer,
        inner,
        saddle: corners,
        saddleTime,
        control,
        controlTime,
      };
    })
  );
  const flight = (control: number) => fly(modes.reverse, control);
  const film = stretch(cells);
  progress(1);
  return {
    mixes,
    flights: { before: flight(0), after: flight(mixes[0].control) },
    confusions: confuse(),
    film,
    products: compareProducts(film.minimum.parameters),
  };
}

function confuse(): Confusion[] {
  const untagged: Calculus<Untagged> = { add: plus, mul: times, derivative: untaggedDerivative };
  const ours: Calculus<Scalar> = { add, mul, derivative: (f) => (x) => derivative(f)(x) };
  return [
    {
      program: "d/dx x · d/dy (x + y)",
      untagged: siskindPearlmutter(untagged) as number,
      ours: value(siskindPearlmutter(ours)),
      numeric: numericDerivative((x: number) => x * numericDerivative((y: number) => x + y)(1))(1),
    },
    {
      program: "Loss by weight decay",
      untagged: slopeByDecay(untagged, 0.2) as number,
      ours: value(slopeByDecay(ours, 0.2)),
      numeric: numericDerivative(lossByDecay)(0.2),
    },
  ];
}

if (import.meta.main) {
  const findings = explore(cells, progressLine("Saddle, particle and film"));
  console.log(report(findings));
  await save("nested", await plot(findings));
}
