// Long work says how far it is: on one line that is written over in a terminal, by quarters elsewhere.

/** Told from time to time which share of the work is done, from 0 to 1. */
export type Progress = (share: number) => void;

/** For tests and for callers who do not want to know. */
export const silent: Progress = () => {};

/** A line on the standard error, which leaves the report on the standard output alone. */
export function progressLine(work: string): Progress {
  const inTerminal = Deno.stderr.isTerminal();
  const parts = inTerminal ? 100 : 4;
  let reached = -1;
  return (share) => {
    const part = Math.floor(parts * share + 1e-9);
    if (part <= reached) return;
    reached = part;
    const text = `${work} … ${Math.round(100 * part / parts)} %`;
    const end = !inTerminal || part >= parts ? "\n" : "";
    Deno.stderr.writeSync(new TextEncoder().encode((inTerminal ? "\r" : "") + text + end));
  };
}
