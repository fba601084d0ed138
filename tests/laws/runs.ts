// How often a law is tried, and how a failure is replayed. FLUXION_RUNS sets the number of runs;
// FLUXION_SEED, FLUXION_PATH and FLUXION_LAW, printed by a failure, lead straight back to it.

import { it } from "@std/testing/bdd";
import fc from "fast-check";

const runs = Number(Deno.env.get("FLUXION_RUNS") ?? 100);
const seed = Deno.env.get("FLUXION_SEED");
const path = Deno.env.get("FLUXION_PATH");
const only = Deno.env.get("FLUXION_LAW");

if (!(Number.isInteger(runs) && runs > 0)) {
  throw new RangeError(
    `Cannot run the laws FLUXION_RUNS=${
      Deno.env.get("FLUXION_RUNS")
    } times: give a whole number above 0`,
  );
}

/** A test that a property holds for all its inputs. */
export function law<Inputs>(sentence: string, property: fc.IProperty<Inputs>): void {
  const run = only === undefined || only === sentence ? it : it.skip;
  run(sentence, () => {
    const details = fc.check(property, {
      numRuns: runs,
      maxSkipsPerRun: 1 / 4,
      // A law that takes a second or less must not hang a gate, whatever program it has met: ten minutes are
      // for a program that does not end, and not for a machine that is slow.
      interruptAfterTimeLimit: 6000 * Math.max(runs, 100),
      markInterruptAsFailure: true,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      ...(path === undefined ? {} : { path }),
    });
    if (!details.failed) return;
    throw new Error(`${fc.defaultReportMessage(details)}\n\n${replayOf(sentence, details)}\n`, {
      cause: details.errorInstance,
    });
  });
}

function replayOf(
  sentence: string,
  { seed, counterexamplePath }: { seed: number; counterexamplePath: string | null },
): string {
  const at = counterexamplePath === null ? "" : ` FLUXION_PATH="${counterexamplePath}"`;
  return `Replay with: FLUXION_SEED=${seed}${at} FLUXION_LAW='${sentence}' deno test -A tests`;
}
