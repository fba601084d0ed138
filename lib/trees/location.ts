// A walk through a tree, depth first and without recursion, since a tree may be a chain of twenty thousand
// nodes. The location of a node is a linked list of keys, and becomes text only for an error.

/** A node that has children: an array, or an object with its own enumerable keys. */
export type Branch = readonly unknown[] | { readonly [key: string]: unknown };

/** The keys that lead from the root of a tree to a child of a node. */
export interface Keys {
  /** The keys that lead to the node, `undefined` for the root. */
  readonly before: Keys | undefined;
  /** The key of the child in the node. */
  readonly key: string | number;
}

/** The location of a child in a tree, with the nodes that lead to it. */
export interface Location<M = unknown> extends Keys {
  readonly before: Location<M> | undefined;
  readonly node: Branch;
  /** The value that `visit` returned for the node. */
  readonly made: M;
}

interface Step<M> extends Location<M> {
  readonly before: Step<M> | undefined;
  readonly depth: number;
  /** The keys of an object; `undefined` for an array. */
  readonly keys: readonly string[] | undefined;
  readonly size: number;
  key: string | number;
  /** The number of children that have been visited. */
  visited: number;
}

/**
 * Visits a tree, a node before its children, arrays in order and objects in the order of their own keys.
 *
 * @param visit returns anything but `undefined` if the children of the node are to be visited as well
 * @param refused makes the error for a node that contains itself
 */
export function walk<M>(
  root: unknown,
  visit: (node: unknown, location: Location<M> | undefined) => M | undefined,
  refused: (location: Location | undefined, what: string) => Error = defaultRefusal,
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
  refused: (location: Location | undefined, what: string) => Error,
): Step<M> | undefined {
  if (made === undefined) return undefined;
  const depth = before === undefined ? 0 : before.depth + 1;
  // A cycle has no end. Looking for one at the depths 1, 2, 4, 8 … takes no longer than getting there.
  if ((depth & (depth - 1)) === 0 && passesThrough(before, node)) {
    throw refused(firstCycle(before), "contains itself");
  }
  const keys = Array.isArray(node) ? undefined : Object.keys(node as object);
  const size = keys === undefined ? (node as unknown[]).length : keys.length;
  return { before, node: node as Branch, made, depth, keys, size, key: 0, visited: 0 };
}

/** Returns whether a location passes through a node. If the node is at its end, it contains itself. */
function passesThrough(location: Location | undefined, node: unknown): boolean {
  for (let rest = location; rest !== undefined; rest = rest.before) {
    if (rest.node === node) return true;
  }
  return false;
}

/** Returns the shortest part of a location that leads back to a node that it passes through. */
function firstCycle(location: Location | undefined): Location | undefined {
  const all: Location[] = [];
  for (let rest = location; rest !== undefined; rest = rest.before) all.push(rest);
  const passed = new Set<unknown>();
  let shortest: Location | undefined;
  for (const step of all.reverse()) {
    if (passed.has(step.node)) return shortest;
    passed.add(step.node);
    shortest = step;
  }
  return location;
}

function defaultRefusal(location: Location | undefined, what: string): Error {
  return new TypeError(`Cannot go through this tree: ${pathText("tree", location)} ${what}`);
}

/** Most keys of a location that are written out. */
const LONGEST = 40;

/** Returns a location as it is written in a program, such as `params.layers[2].name`. */
export function pathText(root: string, location: Keys | undefined): string {
  const parts: string[] = [];
  for (let rest = location; rest !== undefined; rest = rest.before) parts.push(accessor(rest.key));
  parts.reverse();
  if (parts.length > LONGEST) {
    parts.splice(LONGEST / 2, parts.length - LONGEST, `… ${parts.length - LONGEST} more …`);
  }
  return root + parts.join("");
}

/** Returns the text of a key after its parent: `.name` or `[2]`. */
export function accessor(key: string | number): string {
  const text = String(key);
  if (/^[A-Za-z_$][\w$]*$/.test(text)) return `.${text}`;
  return `[${/^\d+$/.test(text) ? text : JSON.stringify(text)}]`;
}
