// The picture of the ratios, by Vega-Lite without a browser: a line for each task, a point on it for each
// library, further right the more it costs.

import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Row } from "./summary.ts";

/** Draws the ratios of all but the baseline, as the text of an SVG. */
export function plot(rows: readonly Row[]): Promise<string> {
  const { spec } = compile(specification(rows));
  return new View(parse(spec), { renderer: "none" }).toSVG();
}

/** The colour and the form of a library's points. */
const forms: Readonly<Record<string, readonly [colour: string, shape: string]>> = {
  "By hand": ["#334155", "M-.14,-.8L.14,-.8L.14,.8L-.14,.8Z"],
  "fluxion": ["#ea580c", "circle"],
  "fluxion, jit": ["#f9b233", "circle"],
  "jax-js": ["#1d4ed8", "square"],
  "jax-js, jit": ["#60a5fa", "square"],
  "TensorFlow.js": ["#a16207", "triangle-up"],
  "dual-algebra": ["#0f766e", "diamond"],
  "simplegrad, compiled": ["#a855f7", "cross"],
};

function specification(rows: readonly Row[]): TopLevelSpec {
  const values = rows.flatMap(({ name, outcomes }) =>
    outcomes.slice(1).flatMap((outcome) =>
      "ratio" in outcome && outcome.name in forms
        ? [{ task: name, library: outcome.name, ratio: outcome.ratio }]
        : []
    )
  );
  // This library's points lie above the others', and the limit above all.
  const above = ["fluxion", "fluxion, jit", "By hand"];
  values.sort((a, b) => above.indexOf(a.library) - above.indexOf(b.library));
  const shown = Object.entries(forms).filter(([name]) => values.some((v) => v.library === name));
  const domain = shown.map(([name]) => name);
  const ofLibraries = (range: string[]) => ({
    field: "library",
    type: "nominal" as const,
    scale: { domain, range },
    legend: { title: null, orient: "right" as const, labelLimit: 200, rowPadding: 6, offset: 24 },
  });
  return {
    background: "white",
    // Without a canvas, widths of text are guessed, and far too wide; so the room for it is given here.
    autosize: "none",
    padding: { left: 250, right: 190, top: 62, bottom: 52 },
    width: 620,
    height: 28 * rows.length,
    title: {
      text: "What a derivative costs, in units of the plain function",
      subtitle:
        "One run on one machine; jit and compiled: before the clock ran; no point: it cannot do it",
    },
    data: { values },
    encoding: {
      y: {
        field: "task",
        type: "nominal",
        sort: rows.map(({ name }) => name),
        title: null,
        axis: { grid: true, domain: false, ticks: false, labelLimit: 400, labelPadding: 10 },
      },
      x: {
        field: "ratio",
        type: "quantitative",
        scale: { type: "log", nice: true },
        title: "Time, as a multiple of the plain function's",
        axis: { format: ",~r", tickCount: 6 },
      },
    },
    layer: [
      {
        mark: { type: "point", filled: true, size: 90, opacity: 0.9, strokeWidth: 2 },
        encoding: {
          color: ofLibraries(shown.map(([, [colour]]) => colour)),
          shape: ofLibraries(shown.map(([, [, shape]]) => shape)),
        },
      },
    ],
    config: {
      aria: false,
      font: "Helvetica, Arial, sans-serif",
      title: {
        anchor: "start",
        frame: "group",
        offset: 14,
        fontSize: 13,
        subtitleColor: "#475569",
      },
      axis: {
        gridColor: "#e8ecf1",
        domainColor: "#94a3b8",
        tickColor: "#94a3b8",
        labelFontSize: 11,
      },
      axisX: { titlePadding: 8 },
      legend: { labelFontSize: 12, symbolSize: 80 },
      view: { stroke: null },
    },
  };
}
