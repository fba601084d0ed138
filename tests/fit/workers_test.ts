// Chains in workers: the same draws as one after another, and what happens where a worker fails.

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Worker as NodeWorker } from "node:worker_threads";
import { positiveBijector } from "@fluxion/ad/density";
import { type ChainWorker, sample, sampleInWorkers, serveChains } from "@fluxion/ad/fit";
import { nonCentred, start } from "./eight_schools.ts";

const here = (name: string) => new URL(name, import.meta.url);
const webWorker = () => new Worker(here("./eight_schools_worker.ts"), { type: "module" });
const options = { draws: 40, warmUp: 50, chains: 3, seed: 9 };
const expected = sample(nonCentred, start, { ...options, constraints: { tau: positiveBijector } });

/** The two ends of a worker that runs in this one, as those of the web are. */
function line(
  breaks = false,
): [worker: ChainWorker, port: EventTarget & { postMessage: (own: unknown) => void }] {
  const ends = [new EventTarget(), new EventTarget()];
  const post = (to: EventTarget) => (data: unknown) => {
    queueMicrotask(() =>
      to.dispatchEvent(new MessageEvent(breaks ? "messageerror" : "message", { data }))
    );
  };
  const worker = Object.assign(ends[0], { postMessage: post(ends[1]), terminate: () => {} });
  return [worker, Object.assign(ends[1], { postMessage: post(ends[0]) })];
}

describe("Chains in workers", () => {
  it("draw what chains one after another draw, in workers of the web and of Node", async () => {
    const told: number[] = [];
    const onProgress = (
      { chain, transitions, of }: { chain: number; transitions: number; of: number },
    ) => {
      if (transitions === of) told.push(chain);
    };
    const web = await sampleInWorkers(webWorker, start, { ...options, onProgress });
    assertEquals(web.draws, expected.draws);
    assertEquals(String(web), String(expected));
    assertEquals(told.sort(), [0, 1, 2]);
    const nodeWorker = () => new NodeWorker(here("./eight_schools_node_worker.ts"));
    const node = await sampleInWorkers(nodeWorker, start, { ...options, workers: 2 });
    assertEquals(node.draws, expected.draws);
  });

  it("tell what went wrong inside", async () => {
    const negative = { ...start, tau: -1 };
    await assertRejects(
      () => sampleInWorkers(webWorker, negative, options),
      RangeError,
      "Cannot sample from nonCentred: the start has tau = -1, which its constraint does not allow",
    );
    // As a worker of Node says that its module is not there, and that it has ended.
    const [gone, ended] = ["error", "exit"].map((failing) => (): ChainWorker => ({
      on: (kind, listener) => {
        if (kind === failing) queueMicrotask(() => listener(new Error("module not found")));
      },
      postMessage: () => {},
      terminate: () => {},
    }));
    await assertRejects(
      () => sampleInWorkers(gone, start, options),
      Error,
      "module not found; its",
    );
    await assertRejects(() => sampleInWorkers(ended, start, options), Error, "its end; its module");
    const [broken, port] = line(true);
    port.addEventListener("messageerror", () => port.postMessage(0));
    await assertRejects(
      () => sampleInWorkers(() => broken, start, options),
      Error,
      "cannot be read",
    );
    const [failing] = line();
    const fails = sampleInWorkers(() => failing, start, options);
    (failing as unknown as EventTarget).dispatchEvent(
      new ErrorEvent("error", { message: "a typo" }),
    );
    await assertRejects(() => fails, Error, "a worker failed with a typo; its module has to be");
  });

  it("refuse what makes no worker, what is no port, and options that there are not", async () => {
    const refused = (make: unknown, own: object, text: string) =>
      assertRejects(() => sampleInWorkers(make as never, start, own), Error, text);
    await refused(() => 3, {}, "the number 3 cannot be listened to");
    await refused("worker.ts", {}, 'made by the string "worker.ts": a function that makes one');
    await refused(webWorker, { workers: 0 }, "with workers the number 0");
    await refused(webWorker, { constraints: {} }, "with the option constraints: the options are");
    assertThrows(
      () => serveChains(nonCentred, null),
      TypeError,
      "serve chains of nonCentred to null",
    );
    assertThrows(
      () => serveChains(nonCentred, {} as never),
      TypeError,
      "self in a worker, or parent",
    );
    assertThrows(
      () => serveChains(3 as never, null),
      TypeError,
      "Cannot serve chains of the number 3",
    );
    const [, port] = line();
    const wrong = { constraint: {} } as never;
    assertThrows(() => serveChains(nonCentred, port, wrong), TypeError, "the option constraint");
  });

  it("are served by any port, with data", async () => {
    const [worker, port] = line();
    serveChains(nonCentred, port, { constraints: { tau: positiveBijector }, args: [] });
    const samples = await sampleInWorkers(() => worker, start, { ...options, workers: 1 });
    assertEquals(samples.draws, expected.draws);
    assert(samples.chains[2].gradients === expected.chains[2].gradients);
  });
});
