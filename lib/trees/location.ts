// A walk through a tree, depth first and without recursion: a chain of twenty thousand nodes is a tree, too.
// The way to a node is kept as it is walked, and spelled out only for an error.

/** A node that has children: an array, or an object with its own enumerable keys. */
export type Branch = readonly unknown[] | { readonly [key: string]: unknown };

/** The keys that lead from the root of a tree to a child of a node. */
export interface Keys {
  /** Those to the node; there are none to the root. */
  readonly before: Keys | undefined;
  /** Which child. */
  readonly key: string | number;
}

/** The way from the root of a tree to a child of a node. */
export interface Location<M = unknown> extends Keys {
  readonly before: Location<M> | undefined;
  readonly node: Branch;
  /** What `visit` returned for the node. */
  readonly made: M;
}

interface Step<M> extends Location<M> {
  readonly before: Step<M> | undefined;
  readonly depth: number;
  /** The keys of an object. */
  readonly keys: readonly string[] | undefined;
  readonly size: number;
  key: string | number;
  /** How many children have been visited. */
  visited: number;
}

/**
 * Visits a tree, a node before its children, arrays in order and objects in the order of their own keys.
 *
 * @param visit returns anything but `undefined` where the children of a node are to be visited as well
 * @param refused makes the error for a node that contains itself
 */
export function walk<M>(
  root: unknown,
  visit: (node: unknown, way: Location<M> | undefined) => M | undefined,
  refused: (way: Location | undefined, what: string) => Error = defaultRefusal,
): void {
  let step = entered(root, visit(root, undefined), undefined, refused);
  while (step !== undefined) {
    if (step.visited === step.size) {
      step = step.before;
      continue;
    }
    const { node, keys, visited } = step;
    const key = keys === undefined ? visited : keys[visited];
    step.key = key;
    step.visited = visited + 1;
    const child = (node as { readonly [key: string | number]: unknown })[key];
    const made = visit(child, step);
    if (made !== undefined) step = entered(child, made, step, refused);
  }
}

function entered<M>(
  node: unknown,
  made: M | undefined,
  before: Step<M> | undefined,
  refused: (way: Location | undefined, what: string) => Error,
): Step<M> | undefined {
  if (made === undefined) return undefined;
  const depth = before === undefined ? 0 : before.depth + 1;
  // A cycle goes down for ever. To look for one at the depths 1, 2, 4, 8 … takes as long as to go there.
  if ((depth & (depth - 1)) === 0 && isOn(before, node)) {
    throw refused(firstCycle(before), "contains itself");
  }
  const keys = Array.isArray(node) ? undefined : Object.keys(node as object);
  const size = keys === undefined ? (node as unknown[]).length : keys.length;
  return { before, node: node as Branch, made, depth, keys, size, key: 0, visited: 0 };
}

/** Whether a node is on the way, so that what is at its end contains itself. */
function isOn(way: Location | undefined, node: unknown): boolean {
  for (let rest = way; rest !== undefined; rest = rest.before) if (rest.node === node) return true;
  return false;
}

/** Returns the shortest part of a way that leads back to a node it has passed. */
function firstCycle(way: Location | undefined): Location | undefined {
  const all: Location[] = [];
  for (let rest = way; rest !== undefined; rest = rest.before) all.push(rest);
  const passed = new Set<unknown>();
  let shortest: Location | undefined;
  for (const step of all.reverse()) {
    if (passed.has(step.node)) return shortest;
    passed.add(step.node);
    shortest = step;
  }
  return way;
}

function defaultRefusal(way: Location | undefined, what: string): Error {
  return new TypeError(`Cannot go through this tree: ${pathText("tree", way)} ${what}`);
}

/** Most steps of a way that are spelled out. */
const LONGEST = 40;

/** Returns the way as one writes it in a program, as in `params.layers[2].name`. */
export function pathText(root: string, way: Keys | undefined): string {
  const parts: string[] = [];
  for (let rest = way; rest !== undefined; rest = rest.before) parts.push(accessor(rest.key));
  parts.reverse();
  if (parts.length > LONGEST) {
    parts.splice(LONGEST / 2, parts.length - LONGEST, `… ${parts.length - LONGEST} more …`);
  }
  return root + parts.join("");
}

/** Returns how a child is written after its parent. */
export function accessor(key: string | number): string {
  if (typeof key === "string" && /^[A-Za-z_$][\w$]*$/.test(key)) return `.${key}`;
  return `[${JSON.stringify(key)}]`;
}
