// The same as a worker of Node.

import { parentPort } from "node:worker_threads";
import { positiveBijector } from "@fluxion/ad/density";
import { serveChains } from "@fluxion/ad/fit";
import { nonCentred } from "./eight_schools.ts";

serveChains(nonCentred, parentPort, { constraints: { tau: positiveBijector } });
