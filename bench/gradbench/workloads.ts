// The twelve workloads, by the names under which GradBench asks for them.

import { ba } from "./ba.ts";
import { det } from "./det.ts";
import { gmm } from "./gmm.ts";
import { hello } from "./hello.ts";
import { ht } from "./ht.ts";
import { kmeans } from "./kmeans.ts";
import { llsq } from "./llsq.ts";
import { lse } from "./lse.ts";
import { lstm } from "./lstm.ts";
import { ode } from "./ode.ts";
import { particle } from "./particle.ts";
import { saddle } from "./saddle.ts";
import type { Workload } from "./workload.ts";

/** All workloads. */
export const workloads: Readonly<Record<string, Workload>> = {
  hello,
  saddle,
  particle,
  llsq,
  lse,
  ode,
  det,
  kmeans,
  gmm,
  lstm,
  ba,
  ht,
};
