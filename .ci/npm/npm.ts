// npm, wherever it is: on Windows it is a script, which only the shell starts.

/** What a command has printed, both ways, and whether it did what it was asked. */
export interface CommandResult {
  readonly success: boolean;
  readonly output: string;
}

/** Runs npm in a folder; `undefined` where there is none. */
export async function npm(args: string[], cwd: string): Promise<CommandResult | undefined> {
  return await run("npm", args, cwd);
}

/** Runs a command of Node's kind, such as `npm` or `npx`, in a folder; `undefined` where there is none. */
export async function run(
  name: string,
  args: string[],
  cwd: string,
): Promise<CommandResult | undefined> {
  const isWindows = Deno.build.os === "windows";
  const [command, ...first] = isWindows ? ["cmd", "/c", name] : [name];
  try {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args: [...first, ...args],
      cwd,
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    const output = text.decode(stdout);
    return { success, output: success ? output : output + text.decode(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
