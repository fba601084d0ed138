// Answers questions about the problems of Moré, Garbow and Hillstrom, one on a line, for programs in other languages:
// {"problem": 0, "x": [1, 2]} gets the residuals and their Jacobian.

import { jacfwd } from "@fluxion/ad";
import { testProblems } from "./more_garbow_hillstrom.ts";

const encoder = new TextEncoder();
const answer = (own: unknown) => Deno.stdout.write(encoder.encode(JSON.stringify(own) + "\n"));

await answer(testProblems.map(({ name, start, minima }) => ({ name, start, minima })));
let rest = "";
for await (const part of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  const lines = (rest + part).split("\n");
  rest = lines.pop()!;
  for (const line of lines) {
    const { problem, x } = JSON.parse(line) as { problem: number; x: number[] };
    const { residuals } = testProblems[problem];
    await answer({ residuals: residuals(x), jacobian: jacfwd(residuals)(x) });
  }
}
