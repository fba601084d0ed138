// The report on the traffic lights as text.

import type { Findings, Measured } from "./design_surrogate.ts";
import { greenWave } from "./design_surrogate_street.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report({ together, wave, slopes, searches }: Findings): string {
  return [
    "Six traffic lights in a row: when should each turn green after the one before it?",
    "The slope of the delay by the first offset, in s/s\n" +
    table(["", "Slope", "±"], [
      ["Derivative through the branches taken", ...cells(slopes.taken)],
      ["Difference of many runs", ...cells(slopes.mean)],
    ]) +
    "\nNotice: the derivative of each run is exact, and yet it does not tell the slope of the mean. To shift\n" +
    "a light a little makes the cars that wait there wait longer; it also lets other cars through, and no\n" +
    "derivative of a run knows of a car that takes another branch.",
    "From all lights at once, by four ways; delays on half-hours that none of them has seen, ± among seeds\n" +
    table(
      ["Way", "Calls of the simulator", "Delay (s a car)", "±"],
      searches.flatMap(({ name, stations }) =>
        stations.filter(({ calls }) => calls % 50 === 0).map(({ calls, ...measured }, i) => [
          i === 0 ? name : " ",
          `${calls}`,
          ...cells(measured),
        ])
      ),
    ),
    "For comparison\n" +
    table(["", "Delay (s a car)", "±"], [
      ["All lights at once", ...cells(together)],
      ["Offsets of distance by speed", ...cells(wave)],
    ]),
    "Offsets in s\n" +
    table(["", "2nd", "3rd", "4th", "5th", "6th light"], [
      ["Distance by speed", ...greenWave().map((offset) => offset.toFixed(1))],
      ...searches.map(({ name, design }) => [
        name,
        ...design.map((offset) => ((offset % 60 + 60) % 60).toFixed(1)),
      ]),
    ]) +
    "\nNotice: nobody told them of a green wave. A surrogate spends its calls once for all directions,\n" +
    "and chance averages out in it. Who can repeat the same traffic does as well with differences, of so few numbers.",
  ].join("\n\n");
}

function cells({ mean, error }: Measured): string[] {
  return [(mean < 0 ? "−" : "") + Math.abs(mean).toFixed(2), error.toFixed(2)];
}
