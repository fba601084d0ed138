// Runs a file of this folder in a process of its own, so that whatever it ends in is an answer: an
// overflow of the stack, lack of memory, or no end at all.

/** What a process wrote to its standard output, and the reason why it did not come to an end, if so. */
export interface Ending {
  readonly output: string;
  readonly reason?: string;
}

/** Runs a file with these arguments; for so many seconds at most. */
export async function runAlone(
  url: string,
  args: readonly string[],
  seconds = 300,
): Promise<Ending> {
  const { code, signal, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", url, ...args],
    signal: AbortSignal.timeout(seconds * 1000),
  }).output();
  const [output, complaint] = [stdout, stderr].map((text) => new TextDecoder().decode(text));
  if (code === 0) return { output };
  if (signal === "SIGTERM") return { output, reason: `takes over ${seconds} seconds` };
  return { output, reason: reasonFor(code, output + complaint) };
}

/** What an exit code and the last words of a process mean. */
export function reasonFor(code: number, words: string): string {
  if (/out of memory|heap limit|allocation failed/i.test(words)) return "runs out of memory";
  if (/call stack/i.test(words)) return "overflows the call stack";
  // deno-lint-ignore no-control-regex
  const error = /\w*Error: .*/.exec(words.replace(/\x1b\[[0-9;]*m/g, ""));
  return error === null ? `ends with exit code ${code}` : error[0];
}
