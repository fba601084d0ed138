// Where in a tree something stands: kept as it is walked, and spelled out only for an error.

/** The way from the root of a tree to a child of a node. */
export interface Way {
  /** The way to the node; there is none to the root. */
  readonly before: Way | undefined;
  readonly node: unknown;
  /** Which child. */
  readonly key: string | number;
}

/** Whether a node is on the way, so that what is at its end contains itself. */
export function isOn(way: Way | undefined, node: unknown): boolean {
  for (let rest = way; rest !== undefined; rest = rest.before) if (rest.node === node) return true;
  return false;
}

/** The way as one writes it in a program, as in `params.layers[2].name`. */
export function spelled(root: string, way: Way | undefined): string {
  let path = "";
  for (let rest = way; rest !== undefined; rest = rest.before) path = accessor(rest.key) + path;
  return root + path;
}

/** How a child is written after its parent. */
export function accessor(key: string | number): string {
  if (typeof key === "string" && /^[A-Za-z_$][\w$]*$/.test(key)) return `.${key}`;
  return `[${JSON.stringify(key)}]`;
}
