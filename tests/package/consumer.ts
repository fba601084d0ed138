// A project that has installed the package, in a folder of its own: what the tests of this folder try it in.

import { run } from "../../.ci/npm/npm.ts";
import { buildPackage, type BuiltPackage, packageBuiltBefore } from "../../.ci/npm/build.ts";
import { fromFileUrl, withSlashes } from "../../.ci/npm/paths.ts";

/** Where the programs are that are tried everywhere. */
export const programs: string = fromFileUrl(new URL("programs/", import.meta.url));

/** The texts of programs, by their names. */
export function textsOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, Deno.readTextFileSync(programs + name)]));
}

/** A project in a folder. */
export interface Consumer {
  readonly folder: string;
  /** Runs a command, such as `node` or `npx`, in the folder, and returns what it has printed. @throws {Error} if it fails. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Starts a program of the folder, which ends with the scope that it is in. */
  start(path: string, ...args: string[]): StartedProgram;
}

/** A program that runs until it is ended. */
export interface StartedProgram extends AsyncDisposable {
  /** The first line that it prints. @throws {Error} if it ends without one. */
  line(): Promise<string>;
}

function started(folder: string, path: string, args: readonly string[]): StartedProgram {
  const child = new Deno.Command(`${folder}/${path}`, {
    args: [...args],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  return {
    line: async () => {
      let text = "";
      for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
        text += part;
        if (text.includes("\n")) return text.slice(0, text.indexOf("\n"));
      }
      throw new Error(`${path} has ended without a line: ${text}`);
    },
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await child.status;
    },
  };
}

/** A test that can still be skipped. */
export interface Skippable {
  skip(reason: string): void;
}

/** Tells a test that it was skipped, if it was. */
export async function orSkip(
  context: Skippable,
  why: Promise<string | undefined>,
): Promise<void> {
  const reason = await why;
  if (reason !== undefined) context.skip(reason);
}

let built: Promise<BuiltPackage> | undefined;

/** The package that is there, or else one built once for a test file, in a folder that goes with the process. */
export function thePackage(): Promise<BuiltPackage> {
  return built ??= (async () => {
    const before = await packageBuiltBefore();
    if (before !== undefined) return before;
    const folder = withSlashes(await Deno.makeTempDir({ prefix: "fluxion_package_" }));
    globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
    return await buildPackage(folder);
  })();
}

/** Writes what has not been tried where it is seen, and returns it. */
export function skipped(reason: string): string {
  const text = `SKIPPED: ${reason}`;
  console.warn(`%c${text}`, "color: red; font-weight: bold");
  return text;
}

/** A project that is there until it is disposed of. */
export interface InstalledConsumer extends Consumer, AsyncDisposable {
  /** What was installed. */
  readonly tarball: string;
}

/**
 * Makes a project that has the package, other packages from npm, and files: programs of this folder by their names,
 * others with their text. Answers why that cannot be, where there is no npm or it reaches no registry.
 *
 * @param packed another tarball in place of the package
 */
export async function installed(
  packages: readonly string[],
  files: readonly string[] | Readonly<Record<string, string>>,
  packed?: string,
): Promise<InstalledConsumer | string> {
  const tarball = packed ?? (await thePackage()).tarball;
  if (tarball === undefined) return skipped("there is no npm; the package is not tried");
  const folder = withSlashes(await Deno.makeTempDir({ prefix: "fluxion_consumer_" }));
  const consumer = {
    tarball,
    folder,
    async run(command: string, ...args: string[]) {
      const ran = await run(command, args, folder);
      if (ran === undefined) throw new Error(`Cannot run ${command}: it is not there`);
      if (!ran.success) throw new Error(`${command} ${args.join(" ")} failed:\n${ran.output}`);
      return ran.output.trim();
    },
    start: (path: string, ...args: string[]) => started(folder, path, args),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
  try {
    const texts = Object.entries(Array.isArray(files) ? textsOf(files) : files);
    const all = [["package.json", '{"type":"module","private":true}'] as const, ...texts];
    for (const [name, text] of all) await Deno.writeTextFile(`${folder}/${name}`, text);
    const quiet = ["--loglevel=error", "--no-audit", "--no-fund", "--prefer-offline"];
    const install = await run("npm", ["install", ...quiet, tarball, ...packages], folder);
    if (install?.success) return consumer;
    // A registry that answers could have given the packages: then the failure is the package's own.
    const answer = await run("npm", ["view", "typescript", "version"], folder);
    if (answer?.success) throw new Error(`Cannot install: ${install?.output}`);
  } catch (error) {
    await consumer[Symbol.asyncDispose]();
    throw error;
  }
  await consumer[Symbol.asyncDispose]();
  return skipped(`npm reaches no registry, and cannot install ${packages.join(", ")}`);
}

/** Calls `body` with a project as `installed` makes it, or answers why there can be none. */
export async function withConsumer(
  packages: readonly string[],
  files: readonly string[] | Readonly<Record<string, string>>,
  body: (consumer: InstalledConsumer) => Promise<void>,
  packed?: string,
): Promise<string | undefined> {
  const consumer = await installed(packages, files, packed);
  if (typeof consumer === "string") return consumer;
  await using _ = consumer;
  await body(consumer);
  return undefined;
}
