// The orders in which a greedy colouring takes the vertices of a graph: as they are numbered; those with most
// neighbours first (Welsh and Powell 1967); or each before those that have fewer neighbours among the ones that
// come with it or before it (Matula 1968).

/** Returns the vertices as they are numbered. */
export function natural(size: number, isVertex: (vertex: number) => boolean): Int32Array {
  return Int32Array.from(vertices(size, isVertex));
}

/** Returns the vertices with most neighbours first, and as they are numbered among equals. */
export function largestFirst(
  degrees: Int32Array,
  isVertex: (vertex: number) => boolean,
): Int32Array {
  const order = vertices(degrees.length, isVertex);
  return Int32Array.from(order.sort((a, b) => degrees[b] - degrees[a] || a - b));
}

/**
 * Returns the vertices so that each has the fewest neighbours among those before it that any of them has: they
 * are taken away one after the other, always one that has fewest neighbours left, and come in the opposite order.
 *
 * @param eachNeighbour visits the neighbours of a vertex, as often as they count in its degree
 */
export function smallestLast(
  degrees: Int32Array,
  isVertex: (vertex: number) => boolean,
  eachNeighbour: (vertex: number, visit: (neighbour: number) => void) => void,
): Int32Array {
  const order = Int32Array.from(vertices(degrees.length, isVertex));
  const left = degrees.slice();
  // Lists of the vertices of each degree. A vertex is entered again when its degree has changed, and what is
  // out of date is passed over.
  const buckets: number[][] = [];
  const enter = (vertex: number) => (buckets[left[vertex]] ??= []).push(vertex);
  for (let i = order.length - 1; i >= 0; i--) enter(order[i]);
  const isTaken = new Uint8Array(degrees.length);
  let least = 0;
  for (let next = order.length - 1; next >= 0;) {
    const vertex = buckets[least]?.pop();
    if (vertex === undefined) least++;
    else if (isTaken[vertex] === 0 && left[vertex] === least) {
      isTaken[vertex] = 1;
      order[next--] = vertex;
      eachNeighbour(vertex, (neighbour) => {
        if (isTaken[neighbour] !== 0) return;
        left[neighbour]--;
        enter(neighbour);
        least = Math.min(least, left[neighbour]);
      });
    }
  }
  return order;
}

function vertices(size: number, isVertex: (vertex: number) => boolean): number[] {
  const all: number[] = [];
  for (let vertex = 0; vertex < size; vertex++) if (isVertex(vertex)) all.push(vertex);
  return all;
}
