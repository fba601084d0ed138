// In which order a path is computed. Any order does in which operands come first; the fewer values are
// alive at a time, the more of them stay in registers.

import { CONSTANT, INPUT, type Place } from "../graph/graph.ts";
import { needed, type Path } from "../graph/path.ts";

/** The places to compute, in order, and the guards to check between them: guard i stands as −1 − i. */
export type Schedule = Int32Array;

/** The better of two orders: as traced, and each value as soon as its operands are there. */
export function scheduled(path: Path): Schedule {
  const traced = asTraced(path);
  const eager = asSoonAsPossible(path, traced);
  return mostAlive(path, eager) < mostAlive(path, traced) ? eager : traced;
}

/** What a path needs, in the order of its trace. */
export function asTraced(path: Path, marks: Uint8Array = needed(path)): Schedule {
  const { graph, guards } = path;
  const items = new Int32Array(graph.size + guards.length);
  let length = 0;
  let guard = 0;
  for (let place = 0; place <= graph.size; place++) {
    while (guard < guards.length && guards[guard].at === place) items[length++] = -1 - guard++;
    if (place < graph.size && marks[place] === 1 && graph.operations[place] >= 0) {
      items[length++] = place;
    }
  }
  return items.subarray(0, length);
}

function asSoonAsPossible(path: Path, traced: Schedule): Schedule {
  const { graph, guards } = path;
  const waitsFor = new Int32Array(graph.size);
  const { starts, users } = usersOf(path, traced, waitsFor);
  const items = new Int32Array(traced.length);
  const done = new Uint8Array(graph.size);
  let length = 0;
  let guard = 0;

  const isThere = (place: Place) => graph.operations[place] < 0 || done[place] === 1;
  const askGuards = () => {
    while (guard < guards.length) {
      const { left, right, question } = guards[guard];
      if (!isThere(left) || (question !== "value" && !isThere(right))) return;
      items[length++] = -1 - guard++;
    }
  };
  const ready: Place[] = [];
  for (const item of traced) {
    if (item < 0 || done[item] === 1) continue;
    ready.push(item);
    while (ready.length > 0) {
      const place = ready.pop()!;
      if (done[place] === 1) continue;
      items[length++] = place;
      done[place] = 1;
      askGuards();
      for (let at = starts[place + 1] - 1; at >= starts[place]; at--) {
        if (--waitsFor[users[at]] === 0) ready.push(users[at]);
      }
    }
  }
  askGuards();
  return items;
}

/** Who uses a place: `users` from `starts[place]` to `starts[place + 1]`, once for each operand. */
function usersOf({ graph }: Path, traced: Schedule, waitsFor: Int32Array) {
  const starts = new Int32Array(graph.size + 1);
  const each = (visit: (operand: Place, user: Place) => void) => {
    for (const item of traced) {
      if (item < 0) continue;
      for (let i = graph.count(item) - 1; i >= 0; i--) {
        const operand = graph.operand(item, i);
        if (graph.operations[operand] >= 0) visit(operand, item);
      }
    }
  };
  each((operand, user) => {
    starts[operand + 1]++;
    waitsFor[user]++;
  });
  for (let place = 0; place < graph.size; place++) starts[place + 1] += starts[place];
  const next = starts.slice();
  const users = new Int32Array(starts[graph.size]);
  each((operand, user) => users[next[operand]++] = user);
  return { starts, users };
}

/** How many values are alive at the worst point of an order. */
function mostAlive(path: Path, schedule: Schedule): number {
  const { graph } = path;
  const last = lastUses(path, schedule);
  const ends = new Int32Array(schedule.length + 1);
  let alive = 0;
  let most = 0;
  schedule.forEach((item, at) => {
    alive -= ends[at];
    if (item < 0 || graph.operations[item] === INPUT || graph.operations[item] === CONSTANT) return;
    // An output is stored at once.
    if (last[item] <= at) return;
    ends[Math.min(last[item] + 1, schedule.length)]++;
    most = Math.max(most, ++alive);
  });
  return most;
}

/** Where each place is used last. */
export function lastUses({ graph, guards }: Path, schedule: Schedule): Int32Array {
  const last = new Int32Array(graph.size).fill(-1);
  schedule.forEach((item, at) => {
    if (item >= 0) {
      for (let i = graph.count(item) - 1; i >= 0; i--) last[graph.operand(item, i)] = at;
    } else {
      const { left, right, question } = guards[-1 - item];
      last[left] = at;
      if (question !== "value") last[right] = at;
    }
  });
  return last;
}
