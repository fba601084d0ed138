// The program that GradBench runs as a tool, with its protocol on standard input and output:
//
//     gradbench run --eval … --tool "deno run -A bench/gradbench/tool.ts"
//     gradbench run --eval … --tool "deno run -A bench/gradbench/tool.ts --jit"
//
// The second compiles what it evaluates, by `jit`, and calls itself fluxion-jit: one run in advance, in which
// everything is traced and compiled, belongs to `prepare` then. What is too long to be compiled runs as it is.
//
// It evaluates in a process of its own, which may run out of memory or time: then that is what it answers,
// and the next message finds a new process. `--megabytes=` and `--seconds=` say what one may use. That process ends
// with this one, whether its input ends or it is told to stop.

import { linesOf, writeLine } from "./lines.ts";
import { refuse } from "./protocol.ts";

interface Limits {
  /** Of the heap. */
  readonly megabytes: number;
  /** For one message. */
  readonly seconds: number;
}

/** A process that evaluates. */
interface Evaluator {
  /** The response to a message, or `undefined` if the process has ended over it. */
  readonly ask: (line: string) => Promise<string | undefined>;
  /** Waits for the end of the process, and tells the reason for it. */
  readonly end: () => Promise<string>;
  /** Ends the process at once. */
  readonly kill: () => void;
}

/** The signals by which a process is told to stop, with their numbers. */
const stopping = { SIGINT: 2, SIGTERM: 15 } as const;

if (import.meta.main) {
  const compile = Deno.args.includes("--jit");
  await answerAll(limitsFrom(Deno.args.filter((option) => option !== "--jit")), compile);
}

async function answerAll(limits: Limits, compile: boolean): Promise<void> {
  const output = Deno.stdout.writable.getWriter();
  let evaluator: Evaluator | undefined;
  for (const [name, number] of Object.entries(stopping)) {
    Deno.addSignalListener(name as keyof typeof stopping, () => {
      evaluator?.kill();
      Deno.exit(128 + number);
    });
  }
  for await (const line of linesOf(Deno.stdin.readable)) {
    evaluator ??= startEvaluator(limits, compile);
    let response = await evaluator.ask(line);
    if (response === undefined) {
      response = refuse(line, await evaluator.end());
      evaluator = undefined;
    }
    await writeLine(output, response);
  }
  await evaluator?.end();
}

function startEvaluator({ megabytes, seconds }: Limits, compile: boolean): Evaluator {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      `--v8-flags=--max-old-space-size=${megabytes}`,
      new URL("evaluator.ts", import.meta.url).href,
      ...compile ? ["--jit"] : [],
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const input = process.stdin.getWriter();
  const responses = linesOf(process.stdout);
  let isLate = false;
  // To start takes time as well, on a busy machine more than a message may take.
  const started = writeLine(input, JSON.stringify({ id: 0, kind: "start" }))
    .then(() => responses.next()).catch(() => {});

  async function ask(line: string): Promise<string | undefined> {
    await started;
    const timer = setTimeout(() => {
      isLate = true;
      kill();
    }, 1000 * seconds);
    try {
      await writeLine(input, line);
      const { value } = await responses.next();
      return value;
    } catch (error) {
      if (error instanceof Deno.errors.BrokenPipe) return undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async function end(): Promise<string> {
    await input.close().catch(() => {}); // It is closed already where the process has ended by itself.
    const { code, signal } = await process.status;
    if (isLate) return `Cannot evaluate this within ${seconds} seconds: give it more by --seconds`;
    return `Cannot evaluate this: its process ended by ${
      signal ?? `code ${code}`
    }, most likely for ` +
      `want of memory beyond ${megabytes} megabytes: give it more by --megabytes`;
  }

  function kill(): void {
    try {
      process.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
  }

  return { ask, end, kill };
}

function limitsFrom(options: readonly string[]): Limits {
  const limits = { megabytes: 8192, seconds: 300 };
  for (const option of options) {
    const [, name, digits] = /^--(megabytes|seconds)=(\d+)$/.exec(option) ?? [];
    if (name !== "megabytes" && name !== "seconds") {
      throw new TypeError(
        `Cannot take the option ${option}: there are --jit, --megabytes=<number> and --seconds=<number>`,
      );
    }
    limits[name] = Number(digits);
  }
  return limits;
}
