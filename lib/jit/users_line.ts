// Where in a user's program an error was made: the first line of its stack that is not the library's own.

/** The folder of this library, as stacks name it. Bundled into one file, it has none that tells it apart. */
const OWN: string | undefined = /* @__PURE__ */ folderOf(import.meta.url);

/** The folder above that of a module; workers and old kinds of bundles give a module no address that has one. */
export function folderOf(address: string | undefined): string | undefined {
  try {
    return new URL("../", address).href;
  } catch {
    return undefined;
  }
}

/** Returns the place in the user's program where an error was made, such as `file:///fit.ts:12:5`. */
export function usersLine(error: unknown): string | undefined {
  const stack = stackOf(error);
  for (const line of stack.split("\n")) {
    const place =
      /((?:file|https?|jsr|npm|data|blob):[^\s()]+:\d+:\d+|(?:\/|[A-Z]:\\)[^()]+:\d+:\d+)\)?$/.exec(
        line,
      )?.[1];
    // The runtime's own modules, of Node and of Deno, have no path of which to take the end for a place.
    if (place === undefined || isOwn(place) || /\b(?:node|ext):/.test(line)) continue;
    return place;
  }
  return undefined;
}

/** Checks whether a place is in the library, by its address or by its path. */
function isOwn(place: string): boolean {
  if (OWN === undefined) return false;
  return place.startsWith(OWN) || place.startsWith(decodeURI(new URL(OWN).pathname));
}

/** Runs a body while errors keep enough of their stacks for `usersLine`, however deep in the library they are made. */
export function withLongStacks<T>(body: () => T): T {
  const errors = Error as { stackTraceLimit?: number };
  const before = errors.stackTraceLimit;
  if (before === undefined || before >= DEPTH) return body();
  errors.stackTraceLimit = DEPTH;
  try {
    return body();
  } finally {
    errors.stackTraceLimit = before;
  }
}

const DEPTH = 60;

function stackOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack) : "";
  } catch {
    return "";
  }
}
