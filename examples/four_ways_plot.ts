// The error of difference quotients by their step, which is a V, beside those of the other ways.

import { numericDerivative } from "@fluxion/ad";
import { colour, draw, ink, quantity, range } from "./draw.ts";

/** What is drawn: a function, the derivative by hand, and the errors of the ways without a step. */
export interface Subject {
  readonly plain: (x: number) => number;
  readonly exact: number;
  readonly point: number;
  readonly errors: { readonly [text: string]: number };
}

/** The error of difference quotients by their step. */
export function quotientErrors(
  { plain, exact, point }: Subject,
): { step: number; method: string; error: number }[] {
  return range(-15, -0.5, 0.125).flatMap((exponent) =>
    (["forward", "central"] as const).map((method) => {
      const step = 10 ** exponent;
      const estimate = numericDerivative(plain, { method, step })(point);
      return { step, method, error: Math.max(Math.abs(estimate / exact - 1), 1e-17) };
    })
  );
}

/** Draws the errors of the ways, and the V of the difference quotients. */
export function plot(subject: Subject): Promise<string> {
  const errors = quotientErrors(subject);
  const levels = Object.entries(subject.errors).map(([text, error]) => ({
    error: Math.max(error, 1e-17),
    text,
    step: 1e-15,
  }));
  const y = quantity("error", "Relative error", {
    scale: { type: "log", domain: [1e-17, 10] },
    axis: { format: ".0e", tickCount: 9 },
  });
  const x = quantity("step", "Step of the difference quotient", {
    scale: { type: "log" },
    axis: { format: ".0e", tickCount: 8 },
  });
  return draw({
    width: 640,
    height: 340,
    title: {
      text: "What a step costs in digits",
      subtitle: "To the left rounding, to the right truncation: no step is right",
    },
    layer: [
      {
        data: { values: levels },
        mark: { type: "rule", strokeDash: [6, 4], color: ink.slate },
        encoding: { y },
      },
      {
        data: { values: levels },
        mark: { type: "text", align: "left", dy: -7, color: ink.slate },
        encoding: { x, y, text: { field: "text" } },
      },
      {
        data: { values: errors },
        mark: { type: "line", strokeWidth: 1.5 },
        encoding: {
          x,
          y,
          color: colour("method", [["forward", ink.orange], ["central", ink.blue]], "top-right"),
        },
      },
    ],
  });
}
