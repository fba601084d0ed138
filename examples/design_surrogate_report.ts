// The report on the traffic lights as text.

import type { Findings } from "./design_surrogate.ts";
import { greenWave, street } from "./design_surrogate_street.ts";
import type { Estimate } from "./statistics.ts";
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
        stations.map(({ calls, ...delay }, i) => [
          i === 0 ? name : " ",
          `${calls}`,
          ...cells(delay),
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
        ...design.map((offset) =>
          ((offset % street.cycle + street.cycle) % street.cycle).toFixed(1)
        ),
      ]),
    ]) +
    "\nNotice: nobody told them of a green wave. A surrogate spends each call on all directions at once, and\n" +
    "chance averages out in it, which pays while calls are few: close by, that is, for one surrogate of\n" +
    "everywhere stays too coarse. Who can repeat the same traffic does as well with differences, of so few\n" +
    "numbers.",
  ].join("\n\n");
}

function cells({ value, error }: Estimate): string[] {
  return [(value < 0 ? "−" : "") + Math.abs(value).toFixed(2), error.toFixed(2)];
}
