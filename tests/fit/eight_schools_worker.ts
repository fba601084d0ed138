// The module of a worker that serves chains of the eight schools.

import { positiveBijector } from "@fluxion/ad/density";
import { serveChains } from "@fluxion/ad/fit";
import { nonCentred } from "./eight_schools.ts";

serveChains(nonCentred, self, { constraints: { tau: positiveBijector } });
