// The command that rewrites files.

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { lift } from "./lift.ts";

const usage = `Lifts the functions marked with "use ad" in files and folders.

  lift <file or folder>… --out <folder> [--runtime <module>]

Each file is written to the folder, lifted or as it is, with its source map beside it.`;

const sources = /\.[cm]?[jt]sx?$/;

function* filesIn(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== "node_modules" && !name.startsWith(".")) yield* filesIn(join(path, name));
  }
}

/**
 * Runs the command with its arguments, and returns the exit code.
 *
 * @param say prints a line, @param complain prints an error
 */
export function runLift(
  args: readonly string[],
  say: (line: string) => void,
  complain: (line: string) => void,
): number {
  const paths: string[] = [];
  const options: { [name: string]: string | undefined } = {};
  for (let i = 0; i < args.length; i++) {
    if (!args[i].startsWith("--")) paths.push(args[i]);
    else if (args[i] === "--out" || args[i] === "--runtime") options[args[i].slice(2)] = args[++i];
    else {
      complain(
        `Cannot lift with the option ${args[i]}: the options are --out and --runtime\n\n${usage}`,
      );
      return 2;
    }
  }
  const { out, runtime } = options;
  if (out === undefined || paths.length === 0) {
    complain(usage);
    return 2;
  }
  let count = 0;
  for (const path of paths) {
    const root = statSync(path).isDirectory() ? path : dirname(path);
    for (const file of [...filesIn(path)].filter((own) => sources.test(own))) {
      const text = readFileSync(file, "utf8");
      const target = join(out, relative(root, file));
      mkdirSync(dirname(target), { recursive: true });
      try {
        const lifted = lift(text, { file, ...(runtime === undefined ? {} : { runtime }) });
        if (lifted === undefined) {
          writeFileSync(target, text);
          continue;
        }
        const map = { ...lifted.map, sources: [relative(dirname(target), file)] };
        writeFileSync(`${target}.map`, JSON.stringify(map));
        writeFileSync(target, `${lifted.code}//# sourceMappingURL=${basename(target)}.map\n`);
        say(`${file} → ${target}`);
        count++;
      } catch (error) {
        complain((error as Error).message);
        return 1;
      }
    }
  }
  say(`${count} lifted`);
  return 0;
}
