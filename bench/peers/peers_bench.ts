// How does this library compare with those that its users would otherwise take, on the same tasks?

import { assignments, groupOf } from "./mod.ts";
import { abilities } from "./probe.ts";
import { register } from "../register.ts";

for (const assignment of assignments) {
  const { cannot, milliseconds } = await abilities(assignment);
  register(
    [groupOf(assignment, cannot)],
    (_, candidate) => (milliseconds.get(candidate) ?? 0) / 1000,
  );
}
