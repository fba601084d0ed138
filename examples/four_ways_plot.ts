// The error of difference quotients by their step, which is a V; and the error and the cost of all ways.

import { numericDerivative } from "@fluxion/ad/check";
import { colour, decades, draw, ink, range } from "./draw.ts";
import type { Way } from "./four_ways.ts";

/** What is drawn: a function, its derivative by hand at a point, and the ways to it. */
export interface Subject {
  readonly looped: (x: number) => number;
  readonly exact: number;
  readonly point: number;
  readonly ways: readonly Way[];
}

const inks = { forward: ink.orange, central: ink.blue, richardson: ink.green } as const;

/** The error of difference quotients by their step; of the extrapolation by its first one. */
export function quotientErrors(
  { looped, exact, point }: Omit<Subject, "ways">,
): { step: number; method: keyof typeof inks; error: number }[] {
  return range(-15, 0, 0.125).flatMap((exponent) =>
    (["forward", "central", "richardson"] as const).map((method) => {
      const step = 10 ** exponent;
      const estimate = numericDerivative(looped, { method, step })(point);
      return { step, method, error: Math.abs(estimate / exact - 1) };
    })
  );
}

/** Draws the V of the difference quotients, and all ways. */
export function plot(subject: Subject): Promise<string> {
  // 0 has no place on a logarithmic axis: it is drawn at 1e-18, and written there.
  const clamped = <E extends { error: number }>(own: E) => ({
    ...own,
    error: Math.max(own.error, 1e-18),
  });
  const error = decades("error", "Relative error", -18, 0, 6);
  const errorOrZero = {
    ...error,
    axis: { ...error.axis, labelExpr: `datum.value < 1e-17 ? "0" : ${error.axis.labelExpr}` },
  };
  const ways = subject.ways.map(clamped);
  const inkOf = (name: string) =>
    name.startsWith("automatic")
      ? ink.violet
      : inks[name.split(" ")[0].toLowerCase() as keyof typeof inks] ?? ink.slate;
  const names = ways.map(({ name }) => name);
  const painted = {
    field: "name",
    type: "nominal",
    scale: { domain: names, range: names.map(inkOf) },
    legend: null,
  } as const;
  const way = { field: "name", type: "nominal", sort: null, title: null } as const;
  const bare = { grid: true, domain: false, ticks: false } as const;
  const rows = { height: 300, data: { values: ways } };
  const mark = { type: "circle", size: 90, opacity: 1 } as const;
  return draw({
    title: {
      text: "What a derivative costs, in digits and in time",
      subtitle: "Difference quotients: to the left of the V rounding, to the right truncation",
    },
    spacing: 30,
    hconcat: [
      {
        width: 400,
        height: 300,
        title: "No step is right",
        data: {
          values: quotientErrors(subject).map(clamped),
        },
        mark: { type: "line", strokeWidth: 1.5 },
        encoding: {
          x: decades("step", "Step of the difference quotient", -15, 0, 3),
          y: decades("error", "Relative error", -16, 0, 2),
          color: colour("method", Object.entries(inks), "bottom-left"),
        },
      },
      {
        ...rows,
        width: 160,
        title: "Error",
        mark,
        encoding: {
          x: errorOrZero,
          y: { ...way, axis: { ...bare, labelLimit: 0, labelPadding: 12 } },
          color: painted,
        },
      },
      {
        ...rows,
        width: 160,
        title: "Cost",
        mark,
        encoding: {
          x: decades("cost", "Time (plain functions)", 0, 2),
          y: { ...way, axis: { ...bare, labels: false } },
          color: painted,
        },
      },
    ],
    resolve: { scale: { color: "independent" } },
  });
}
