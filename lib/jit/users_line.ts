// Where in a user's program an error was made: the first line of its stack that is not the library's own.

/** The folder of this library, as stacks name it. Bundled into one file, it has none that tells it apart. */
const OWN: string = /* @__PURE__ */ new URL("../", import.meta.url).href;

/** Returns the place in the user's program where an error was made, such as `file:///fit.ts:12:5`. */
export function usersLine(error: unknown): string | undefined {
  const stack = stackOf(error);
  for (const line of stack.split("\n")) {
    const place =
      /((?:file|https?|jsr|npm|data|blob):[^\s()]+:\d+:\d+|(?:\/|[A-Z]:\\)[^()]+:\d+:\d+)\)?$/.exec(
        line,
      )?.[1];
    if (place === undefined || place.startsWith(OWN) || place.includes("node:internal")) continue;
    if (place.startsWith("ext:") || place.startsWith(decodeURI(new URL(OWN).pathname))) continue;
    return place;
  }
  return undefined;
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
