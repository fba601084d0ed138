// The order in which a trace is computed. Operands come before their users; among such orders, fewer values that are
// alive at a time mean that more of them stay in registers.

import type { Graph, Place } from "../program/graph.ts";
import type { Operands } from "../program/operands.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";

/** The places to compute, in order, and −1 − i where guard i is checked. */
export type Order = Int32Array;

/** An order, with the lifetimes of the values in it. */
export interface Schedule {
  readonly order: Order;
  /** The index in the order at which each place is read last; −1 where it is never read. */
  readonly last: Int32Array;
  /** The largest number of values that are alive at a time. */
  readonly alive: number;
}

/**
 * Returns the better of two schedules: in the order of the trace, and with each value as soon as possible.
 *
 * @param order that of the trace
 * @param slots for each place, the slot of what a call leaves in memory, or −1
 */
export function scheduled(
  path: GuardedTrace,
  operands: Operands,
  order: Order,
  slots: Int32Array,
): Schedule {
  const traced = withLast(path, operands, order, slots);
  const eager = withLast(path, operands, asSoonAsPossible(path, operands, order, slots), slots);
  return eager.alive < traced.alive ? eager : traced;
}

/** Returns the instructions of a trace that are marked, and its guards, in the order of the trace. */
export function asTraced({ graph, guards }: GuardedTrace, marks: Uint8Array): Order {
  const { size, operations } = graph;
  const order = new Int32Array(size + guards.length);
  let length = 0;
  let guard = 0;
  for (let place = 0; place <= size; place++) {
    while (guard < guards.length && guards[guard].at === place) order[length++] = -1 - guard++;
    if (place < size && marks[place] === 1 && operations[place] >= 0) order[length++] = place;
  }
  return order.subarray(0, length);
}

/** Returns an order in which each value is computed right after the last of its operands. */
function asSoonAsPossible(
  { graph, guards }: GuardedTrace,
  operands: Operands,
  traced: Order,
  slots: Int32Array,
): Order {
  const { size, operations, left } = graph;
  const waitsFor = new Int32Array(size);
  // What a call leaves is there once that has returned.
  const makerOf = (place: Place) => slots[place] >= 0 ? left[place] : place;
  const { starts, users } = usersOf(graph, operands, traced, waitsFor, makerOf);
  const order = new Int32Array(traced.length);
  const done = new Uint8Array(size);
  let length = 0;
  let guard = 0;

  const isThere = (place: Place) => operations[place] < 0 || done[makerOf(place)] === 1;
  const askGuards = () => {
    while (guard < guards.length) {
      const { left, right, question } = guards[guard];
      if (!isThere(left) || (question !== "value" && !isThere(right))) return;
      order[length++] = -1 - guard++;
    }
  };
  // A stack of instructions whose operands are computed. Each comes onto it once.
  const ready = new Int32Array(traced.length);
  for (let at = 0; at < traced.length; at++) {
    if (traced[at] < 0 || done[traced[at]] === 1) continue;
    let count = 1;
    ready[0] = traced[at];
    while (count > 0) {
      const place = ready[--count];
      order[length++] = place;
      done[place] = 1;
      if (guard < guards.length) askGuards();
      for (let use = starts[place + 1] - 1; use >= starts[place]; use--) {
        if (--waitsFor[users[use]] === 0) ready[count++] = users[use];
      }
    }
  }
  askGuards();
  return order;
}

/**
 * Returns the users of each place: in `users`, from index `starts[place]` up to before `starts[place + 1]`, once for
 * each operand. Fills `waitsFor` with the number of operands that are computed before each user.
 */
function usersOf(
  { size, operations }: Graph,
  { starts: from, list }: Operands,
  traced: Order,
  waitsFor: Int32Array,
  makerOf: (place: Place) => Place,
) {
  const starts = new Int32Array(size + 1);
  for (let at = 0; at < traced.length; at++) {
    const user = traced[at];
    if (user < 0) continue;
    for (let i = from[user]; i < from[user + 1]; i++) {
      if (operations[list[i]] < 0) continue;
      starts[makerOf(list[i]) + 1]++;
      waitsFor[user]++;
    }
  }
  for (let place = 0; place < size; place++) starts[place + 1] += starts[place];
  const next = starts.slice();
  const users = new Int32Array(starts[size]);
  for (let at = 0; at < traced.length; at++) {
    const user = traced[at];
    if (user < 0) continue;
    for (let i = from[user]; i < from[user + 1]; i++) {
      if (operations[list[i]] >= 0) users[next[makerOf(list[i])]++] = user;
    }
  }
  return { starts, users };
}

/** Returns the schedule of an order. It goes backwards, so that the first use it meets of a value is the last. */
export function withLast(
  { graph, guards }: GuardedTrace,
  { starts, list }: Operands,
  order: Order,
  slots: Int32Array,
): Schedule {
  const { operations } = graph;
  const last = new Int32Array(graph.size).fill(-1);
  let alive = 0;
  let most = 0;
  const read = (place: Place, at: number) => {
    if (last[place] >= 0) return;
    last[place] = at;
    if (operations[place] >= 0 && slots[place] < 0) alive++;
  };
  for (let at = order.length - 1; at >= 0; at--) {
    const item = order[at];
    if (item >= 0) {
      // An output that is read by no instruction is stored at once, and not alive afterwards.
      if (last[item] >= 0) alive--;
      for (let i = starts[item]; i < starts[item + 1]; i++) read(list[i], at);
    } else {
      const { left, right, question } = guards[-1 - item];
      read(left, at);
      if (question !== "value") read(right, at);
    }
    if (alive > most) most = alive;
  }
  return { order, last, alive: most };
}
