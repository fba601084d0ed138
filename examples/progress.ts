// Long work says how far it is, from its beginning on: on one line that is written over in a terminal, in tenths
// elsewhere.

/** Told from time to time which share of the work is done, from 0 to 1. */
export type Progress = (share: number) => void;

/** For tests and for callers who do not want to know. */
export const silent: Progress = () => {};

/** A line on the standard error, which leaves the report on the standard output alone; it begins at once. */
export function progressLine(work: string): Progress {
  const inTerminal = Deno.stderr.isTerminal();
  const parts = inTerminal ? 100 : 10;
  let reached = -1;
  const progress: Progress = (share) => {
    const part = Math.floor(parts * share + 1e-9);
    if (part <= reached) return;
    reached = part;
    const text = `${work} … ${Math.round(100 * part / parts)} %`;
    const end = !inTerminal || part >= parts ? "\n" : "";
    Deno.stderr.writeSync(new TextEncoder().encode((inTerminal ? "\r" : "") + text + end));
  };
  progress(0);
  return progress;
}

/** The progress of a part of the work, which goes from one share of the whole to another. */
export function within(progress: Progress, from: number, to: number): Progress {
  return (share) => progress(from + share * (to - from));
}
