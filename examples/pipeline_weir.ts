"use ad";
// The weir as a stage: a subprocess that is asked for levels and answers them with their derivatives, which
// are all that its rule needs.

import { dot } from "@fluxion/ad";
import { customVjp } from "@fluxion/ad/operators";
import { join } from "node:path";
import { type Answer, lines, type Question } from "./pipeline_weir_process.ts";

/** The running process as a function that can be differentiated. */
export interface Weir extends AsyncDisposable {
  /** The levels in m for discharges in m³/s over a weir of a width in m. */
  readonly levels: (discharges: number[], width: number) => Promise<number[]>;
}

/** Starts the process; disposing of the weir ends it. */
export function startWeir(): Weir {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", join(import.meta.dirname!, "pipeline_weir_process.ts")],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const input = process.stdin.getWriter();
  const output = lines(process.stdout);

  const exchange = async (question: Question): Promise<Answer> => {
    // Boxes refuse JSON: a second derivative, which the process does not know, is an error and not a zero.
    await input.write(new TextEncoder().encode(JSON.stringify(question) + "\n"));
    const { value, done } = await output.next();
    if (done) throw new Error("Cannot ask the weir: its process has ended");
    return JSON.parse(value);
  };
  // One question at a time, so that every answer finds its own.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (discharges: number[], width: number): Promise<Answer> => {
    const answer = last.then(() => exchange({ discharges, width }));
    last = answer.catch(() => {});
    return answer;
  };

  return {
    levels: customVjpLater(
      async (discharges: number[], width: number) => (await ask(discharges, width)).levels,
      async (discharges, width) => {
        const answer = await ask(discharges, width);
        return [answer.levels, answer];
      },
      ({ byDischarge, byWidth }, cotangents) => [
        cotangents.map((cotangent, i) => cotangent * byDischarge[i]),
        dot(cotangents, byWidth),
      ],
    ),
    async [Symbol.asyncDispose]() {
      await input.close();
      await output.return();
      await process.status;
    },
  };
}

/** `customVjp` takes rules that answer later, too, which its types do not say. */
const customVjpLater = customVjp as unknown as <Out, Residuals, A extends unknown[]>(
  f: (...args: A) => Promise<Out>,
  forward: (...args: A) => Promise<readonly [out: Out, residuals: Residuals]>,
  backward: (residuals: Residuals, cotangent: Out) => Readonly<A>,
) => (...args: A) => Promise<Out>;
