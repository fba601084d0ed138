// Chains side by side, each in a worker. A function cannot be sent to a worker, so the log-density is in a module of its
// own, which serves chains of it; what goes to and fro are numbers, and the draws are those of chains one after another.

import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Callable, checkOptions } from "../trees/call.ts";
import type { WithNumbers } from "../trees/types.ts";
import { type ChainRecord, type ChainSettings, runChain } from "./chain.ts";
import { checkNumbers, kinds } from "./checks.ts";
import { ParameterSpace } from "./constraints.ts";
import { actionOn } from "./log_density.ts";
import { checkedSettings, checkRecords, DENSITY_OPTIONS, logDensityOf } from "./sample.ts";
import type { LogDensityOptions, SampleSettings } from "./sample.ts";
import { Samples } from "./samples.ts";

/** What is listened to: an event of the web, of which each kind has more. */
export interface HeardEvent {
  /** Its kind, such as `message`. */
  readonly type: string;
}

/** What a message brings. */
interface Message<T> extends HeardEvent {
  readonly data: T;
}

/** How a worker fails. */
interface Failure extends HeardEvent {
  readonly message: string;
  readonly preventDefault: () => void;
}

/** What is used of a worker, of the web's `Worker` or of that of `node:worker_threads`. */
export interface ChainWorker {
  /** Sends it a message. */
  readonly postMessage: (message: unknown) => unknown;
  /** Ends it. */
  readonly terminate: () => unknown;
  /** How the web's workers are listened to. */
  readonly addEventListener?: (kind: string, listener: (event: HeardEvent) => void) => unknown;
  /** How those of Node are listened to. */
  readonly on?: (kind: string, listener: (data: unknown) => void) => unknown;
}

/** What is used of the other end, inside a worker: `self`, or `parentPort` of `node:worker_threads`. */
export interface ChainPort {
  /** Not in the types of Deno, which takes `self` for a window everywhere. */
  readonly postMessage?: (message: unknown) => unknown;
  /** Listens to messages from outside. */
  readonly addEventListener: (kind: "message", listener: (event: HeardEvent) => void) => unknown;
}

/** The options of `sampleInWorkers`. */
export interface WorkerSampleOptions extends SampleSettings {
  /**
   * The number of workers, which take chains in turns.
   *
   * @default that of the chains
   */
  readonly workers?: number;
}

/** What a worker is asked. */
interface ChainTask {
  readonly start: unknown;
  readonly settings: ChainSettings;
  readonly chain: number;
}

/** What a worker answers. */
type ChainAnswer =
  | { readonly transitions: number }
  | { readonly record: ChainRecord }
  | { readonly failure: unknown };

/** How many times a chain tells how far it is. */
const TOLD = 50;

/**
 * Serves chains of a log-density from inside a worker, to `sampleInWorkers` outside.
 *
 * @param port `self` in a worker of the web, of Deno or of Bun, `parentPort` of `node:worker_threads` in one of Node
 * @throws {TypeError} if the log-density is no function, the port none, or there is no such option.
 *
 * @example The module of a worker
 * ```ts ignore
 * import { add, type Scalar } from "@fluxion/ad";
 * import { exponentialLogDensity, normalLogDensity, positiveBijector } from "@fluxion/ad/density";
 * import { serveChains } from "@fluxion/ad/fit";
 *
 * const logDensity = ({ mean, sd }: { mean: Scalar; sd: Scalar }) =>
 *   add(exponentialLogDensity(sd, 1), normalLogDensity(3, mean, sd));
 * serveChains(logDensity, self, { constraints: { sd: positiveBijector } });
 * ```
 */
export function serveChains<P, const A extends readonly unknown[] = readonly []>(
  logDensity: (parameters: P, ...args: A) => Scalar,
  port: ChainPort | null,
  options: LogDensityOptions<P, A> = {},
): void {
  const action = actionOn("serve chains of", logDensity);
  checkOptions("serveChains", options, DENSITY_OPTIONS, "they come after the port");
  if (typeof port?.addEventListener !== "function" || typeof port.postMessage !== "function") {
    throw new TypeError(
      `Cannot ${action} to ${
        describe(port)
      }: the port is self in a worker, or parentPort of node:worker_threads`,
    );
  }
  const answer = (own: ChainAnswer) => port.postMessage!(own);
  port.addEventListener("message", (event) => {
    const { data } = event as Message<ChainTask>;
    try {
      answer({ record: chainFor(data, logDensity as Callable, options, answer) });
    } catch (failure) {
      answer({ failure });
    }
  });
}

function chainFor(
  { start, settings, chain }: ChainTask,
  f: Callable,
  options: unknown,
  answer: (own: ChainAnswer) => void,
): ChainRecord {
  const action = actionOn("sample from", f);
  const density = logDensityOf(action, f, start, options as LogDensityOptions);
  const all = settings.warmUp + settings.draws;
  const each = Math.ceil(all / TOLD);
  return runChain(density, settings, chain, action, (transitions) => {
    if (transitions % each === 0 || transitions === all) answer({ transitions });
  });
}

/**
 * Draws samples as `sample` does, and the same ones, with every chain in a worker. The log-density is in the module of
 * the worker, which calls `serveChains` with it, and with its constraints and `args`.
 *
 * @param makeWorker returns another worker; written as in the example, bundlers find its module
 * @param start parameters at which the log-density is finite
 * @throws as `sample` does, as a rejected promise; and if a worker cannot be started or fails.
 *
 * @example
 * ```ts ignore
 * import { sampleInWorkers } from "@fluxion/ad/fit";
 *
 * const samples = await sampleInWorkers(
 *   () => new Worker(new URL("./posterior_worker.ts", import.meta.url), { type: "module" }),
 *   { mean: 0, sd: 1 },
 * );
 * console.log(String(samples));
 * ```
 */
export async function sampleInWorkers<P>(
  makeWorker: () => ChainWorker,
  start: P,
  options: WorkerSampleOptions = {},
): Promise<Samples<WithNumbers<P>>> {
  const action = "sample in workers";
  const { workers } = options;
  const { settings, chains, onProgress } = checkedSettings("sampleInWorkers", options, ["workers"]);
  checkNumbers(action, { workers }, { workers: kinds.count });
  if (typeof makeWorker !== "function") {
    throw new TypeError(
      `Cannot ${action} made by ${
        describe(makeWorker)
      }: a function that makes one comes first, then the start`,
    );
  }
  const space = new ParameterSpace(action, start, undefined);
  const of = settings.warmUp + settings.draws;
  const records: ChainRecord[] = [];
  const waiting = Array.from({ length: chains }, (_, chain) => chain);
  const made: ChainWorker[] = [];
  const work = async () => {
    const worker = makeWorker();
    const ask = asking(worker);
    made.push(worker);
    for (let chain = waiting.shift(); chain !== undefined; chain = waiting.shift()) {
      const own = chain;
      const told = (transitions: number) => onProgress({ chain: own, transitions, of });
      records[own] = await ask({ start, settings, chain: own }, told);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(workers ?? chains, chains) }, work));
  } finally {
    made.forEach((worker) => worker.terminate());
  }
  checkRecords(action, records);
  const tree = (leaves: readonly number[]) => space.tree(leaves) as WithNumbers<P>;
  return new Samples<WithNumbers<P>>(
    records,
    space.names,
    tree,
    settings.warmUp,
    settings.maximumDepth,
  );
}

/** Returns a function that asks a worker for a chain, one at a time, and waits for it. */
function asking(
  worker: ChainWorker,
): (task: ChainTask, told: (transitions: number) => void) => Promise<ChainRecord> {
  let hear: (answer: ChainAnswer) => void = () => {};
  const fail = (reason: unknown) => hear({ failure: failureOf(reason) });
  if (worker?.addEventListener !== undefined) {
    worker.addEventListener("message", (event) => hear((event as Message<ChainAnswer>).data));
    worker.addEventListener("error", (event) => {
      // Said here, and not once more where nobody listens.
      (event as Failure).preventDefault();
      fail((event as Failure).message);
    });
    worker.addEventListener("messageerror", () => fail("a message that cannot be read"));
  } else if (worker?.on !== undefined) {
    worker.on("message", (answer) => hear(answer as ChainAnswer));
    worker.on("error", fail);
    worker.on("exit", () => fail("its end"));
  } else {
    throw new TypeError(
      `Cannot sample in workers: ${
        describe(worker)
      } cannot be listened to; make a Worker, of the web or of ` +
        "node:worker_threads",
    );
  }
  return (task, told) =>
    new Promise((resolve, reject) => {
      hear = (answer) => {
        if ("record" in answer) resolve(answer.record);
        else if ("failure" in answer) reject(answer.failure);
        else told(answer.transitions);
      };
      worker.postMessage(task);
    });
}

function failureOf(reason: unknown): Error {
  const text = reason instanceof Error ? reason.message : String(reason);
  return new Error(
    `Cannot sample in workers: a worker failed with ${text}; its module has to be found, and to call ` +
      "serveChains(logDensity, self)",
    { cause: reason },
  );
}
