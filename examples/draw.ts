// Pictures by Vega-Lite without a browser, all in one theme: a specification becomes the text of an SVG,
// and `save` puts it beside a person's other temporary files, or, when told, where the index of the examples shows it.

import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parse, View } from "vega";
import { compile, type Config, type TopLevelSpec } from "vega-lite";
import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";

/** The colours of all pictures: data are slate, what is computed from them is coloured. */
export const ink = {
  slate: "#334155",
  grey: "#94a3b8",
  mist: "#e8ecf1",
  orange: "#ea580c",
  peach: "#fdba74",
  blue: "#2563eb",
  sky: "#93c5fd",
  green: "#059669",
  mint: "#6ee7b7",
  violet: "#7c3aed",
} as const;

/** Draws a specification of Vega-Lite in the theme of the house, as the text of an SVG. */
export function draw(specification: TopLevelSpec): Promise<string> {
  const { spec } = compile({ background: "white", padding: 20, ...specification }, {
    config: theme,
  });
  return new View(parse(spec), { renderer: "none" }).toSVG();
}

/** Where pictures go: to the tracked ones of the index only with the argument `--gallery`. */
export function pictureFolder(args: readonly string[]): string {
  return args.includes("--gallery")
    ? join(import.meta.dirname!, "pictures")
    : join(tmpdir(), "fluxion");
}

/** Writes a picture, and says where. */
export async function save(name: string, svg: string): Promise<void> {
  const folder = pictureFolder(Deno.args);
  const path = join(folder, `${name}.svg`);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(path, svg);
  const inside = relative(Deno.cwd(), path);
  console.log(`\nDrawn in ${inside.startsWith("..") ? path : inside}`);
}

/** The encoding of a quantity by position, with the title of its axis and its unit. */
export function quantity<More extends Pick<PositionFieldDef<string>, "scale" | "axis">>(
  field: string,
  title: string,
  more?: More,
): { readonly field: string; readonly title: string; readonly type: "quantitative" } & More {
  return { field, title, type: "quantitative", ...more as More } as const;
}

/** The encoding of a quantity on a logarithmic axis from 10^from to 10^to, with a label at every so many powers. */
export function decades(field: string, title: string, from: number, to: number, every = 1) {
  const exponents = Array.from(
    { length: Math.floor((to - from) / every) + 1 },
    (_, i) => from + i * every,
  );
  const isShort = from >= -3 && to <= 4;
  const labels = exponents.map((exponent) =>
    isShort ? `${Number(`1e${exponent}`)}` : exponent === 0 ? "1" : `10${superscript(exponent)}`
  );
  return quantity(field, title, {
    scale: { type: "log", domain: [Number(`1e${from}`), Number(`1e${to}`)], nice: false },
    axis: {
      values: exponents.map((exponent) => Number(`1e${exponent}`)),
      labelExpr: `${JSON.stringify(labels)}[round((log(datum.value) / LN10 - ${from}) / ${every})]`,
    },
  });
}

function superscript(exponent: number): string {
  return String(exponent).replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}

/** The encoding of a name by colour, with a legend in a corner of the plot. */
export function colour(
  field: string,
  inks: readonly (readonly [name: string | number, ink: string])[],
  orient: "top-left" | "top-right" | "bottom-left" | "bottom-right",
): ColourEncoding {
  const scale = { domain: inks.map(([name]) => name), range: inks.map(([, ink]) => ink) };
  return { field, type: "nominal", scale, legend: { title: null, orient, offset: 10 } };
}

/** What `colour` answers. */
export interface ColourEncoding {
  readonly field: string;
  readonly type: "nominal";
  readonly scale: { domain: (string | number)[]; range: string[] };
  readonly legend: {
    readonly title: null;
    readonly orient: "top-left" | "top-right" | "bottom-left" | "bottom-right";
    readonly offset: number;
  };
}

/** The numbers from one to another in equal steps, both ends included if the step divides the way. */
export function range(from: number, to: number, step: number): number[] {
  const steps = Math.floor((to - from) / step + 1e-9);
  return Array.from({ length: steps + 1 }, (_, i) => from + i * step);
}

const theme: Config = {
  aria: false,
  font: "Helvetica, Arial, sans-serif",
  title: {
    anchor: "start",
    frame: "group",
    fontSize: 13,
    subtitleColor: "#475569",
    offset: 12,
  },
  axis: { gridColor: ink.mist, domainColor: ink.grey, tickColor: ink.grey },
  axisX: { titlePadding: 8 },
  legend: { labelFontSize: 12, symbolSize: 60, labelLimit: 0 },
  view: { stroke: null },
};
