// What Node runs: chains one after another and in workers, whose draws have to be the same, and a worker without a module.

import { Worker } from "node:worker_threads";
import { positiveBijector } from "@fluxion/ad/density";
import { sample, sampleInWorkers } from "@fluxion/ad/fit";
import { nonCentred, start } from "../fit/eight_schools.ts";

const options = { draws: 100, warmUp: 100, chains: 2 };
const expected = sample(nonCentred, start, { ...options, constraints: { tau: positiveBijector } });
const inWorkers = (name: string) =>
  sampleInWorkers(() => new Worker(new URL(name, import.meta.url)), start, options);

const { draws } = await inWorkers("./worker.mjs");
const isSame = JSON.stringify(draws) === JSON.stringify(expected.draws);
console.log(`${isSame ? "the same" : "other"} ${draws.length} draws`);
await inWorkers("./nowhere.mjs").catch((error) => console.log(String(error)));
