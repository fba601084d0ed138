// What a page runs: chains one after another and in workers, and a worker without a module.

import { positiveBijector } from "@fluxion/ad/density";
import { sample, sampleInWorkers } from "@fluxion/ad/fit";
import { nonCentred, start } from "../fit/eight_schools.ts";

const options = { draws: 100, warmUp: 100, chains: 2 };
const inWorkers = (name: string) =>
  sampleInWorkers(
    () => new Worker(new URL(name, import.meta.url), { type: "module" }),
    start,
    options,
  );

const { draws: expected } = sample(nonCentred, start, {
  ...options,
  constraints: { tau: positiveBijector },
});
const { draws } = await inWorkers("./worker.js");
const failure = await inWorkers("./nowhere.js").then(() => "none", String);
Object.assign(globalThis, { results: { draws, expected, failure } });
