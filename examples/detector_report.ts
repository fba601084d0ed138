// The report on the trackers as text.

import type { Findings } from "./detector.ts";
import type { Tracker } from "./detector_measure.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report({ designed, pitched, equal }: Findings): string {
  const finest = designed.at(-1)!;
  return [
    "Trackers of ten layers, for particles of 1 to 50 GeV in a field of 3.8 T. Blur: the root mean square of\n" +
    "the errors of momentum and impact, in units of what is demanded, 1 % and 30 µm.",
    "Radii and pitches designed\n" + trackers(designed),
    "Pitches designed, at equal distances\n" + trackers(pitched),
    "At equal distances, of one pitch\n" + trackers(equal),
    "What a blur costs, in M€\n" +
    table(
      ["Blur", "All designed", "Pitches designed", "Equal"],
      [1, 0.75, 0.55].map((blur) => [
        blur.toFixed(2),
        ...[designed, pitched, equal].map((line) => costFor(blur, line)?.toFixed(1) ?? "–"),
      ]),
    ) + "\n–: even the cheapest there are less blurred.",
    "The dearest design\n" +
    table(["Layer", ...finest.layers.map((_, i) => `${i + 1}`)], [
      ["Radius (cm)", ...finest.layers.map(({ radius }) => (100 * radius).toFixed(1))],
      ["Pitch (µm)", ...finest.layers.map(({ pitch }) => (1e6 * pitch).toFixed(0))],
    ]) +
    "\nNotice: nobody told it that fine layers belong inside, where they are small, nor that a bend is best\n" +
    "measured at both ends and in between (Gluckstern 1963). Layers that it has no use for it makes coarse.",
  ].join("\n\n");
}

function trackers(all: readonly Tracker[]): string {
  return table(
    ["Cost (M€)", "Momentum (%)", "Impact (µm)", "Blur", "±"],
    all.map(({ cost, momentum, impact, blur, error }) => [
      cost.toFixed(2),
      (100 * momentum).toFixed(2),
      (1e6 * impact).toFixed(1),
      blur.toFixed(3),
      error.toFixed(3),
    ]),
  );
}

/** What a tracker of a blur costs on a line of them, between two by straight lines on logarithmic paper. */
export function costFor(blur: number, line: readonly Tracker[]): number | undefined {
  const next = line.findIndex((tracker) => tracker.blur <= blur);
  if (next < 1) return undefined;
  const [below, above] = [line[next - 1], line[next]];
  const share = Math.log(blur / below.blur) / Math.log(above.blur / below.blur);
  return below.cost * (above.cost / below.cost) ** share;
}
