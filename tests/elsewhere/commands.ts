// Other programs that tests run.

/** Runs a program to its end, and returns all that it has printed. */
export function run(command: string, args: string[]): { success: boolean; output: string } {
  const { success, stdout, stderr } = new Deno.Command(command, { args }).outputSync();
  const text = new TextDecoder();
  return { success, output: text.decode(stdout) + text.decode(stderr) };
}

/** Returns whether Node is here. */
export function hasNode(): boolean {
  try {
    return run("node", ["--version"]).success;
  } catch {
    return false;
  }
}
