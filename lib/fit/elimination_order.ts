// The order in which the unknowns of a sparse symmetric system are eliminated, so that few new entries come up: at each
// step the one with the fewest neighbours (Tinney and Walker 1967). To eliminate it makes its neighbours one another's.

/** An order of elimination, with the entries of the triangular factor that it leads to. */
export interface Elimination {
  /** The unknown that is eliminated at each step. */
  readonly order: Int32Array;
  /** When each unknown is eliminated. */
  readonly place: Int32Array;
  /** The rows below the diagonal of each column of L, ascending, both by place. */
  readonly below: readonly Int32Array[];
}

/** Returns an order for a graph, given by the neighbours of each unknown, which is changed. */
export function eliminationOf(neighbours: readonly Set<number>[]): Elimination {
  const n = neighbours.length;
  const order = new Int32Array(n);
  const place = new Int32Array(n).fill(-1);
  const parts: number[][] = [];
  // Unknowns by their number of neighbours; an entry that is out of date is passed over.
  const byDegree: number[][] = Array.from({ length: n + 1 }, () => []);
  neighbours.forEach(({ size }, own) => byDegree[size].push(own));
  let degree = 0;
  for (let k = 0; k < n; k++) {
    let next: number | undefined;
    while (next === undefined) {
      const candidate = byDegree[degree].pop();
      if (candidate === undefined) degree++;
      else if (place[candidate] < 0 && neighbours[candidate].size === degree) next = candidate;
    }
    order[k] = next;
    place[next] = k;
    const around = [...neighbours[next]];
    parts.push(around);
    for (const own of around) {
      const set = neighbours[own];
      set.delete(next);
      for (const other of around) if (other !== own) set.add(other);
      byDegree[set.size].push(own);
      degree = Math.min(degree, set.size);
    }
    neighbours[next].clear();
  }
  const below = parts.map((around) => Int32Array.from(around, (own) => place[own]).sort());
  return { order, place, below };
}
