// GradBench's protocol, as a function from a message to its response, both one line of JSON. Whatever
// goes wrong with a message is said in its response; nothing is thrown.

import { compiled, type MakeReady } from "./ready.ts";
import { measure } from "./workload.ts";
import { workloads } from "./workloads.ts";

/** What a message may say; nothing in it is taken for granted. */
interface Message {
  readonly id: number;
  readonly kind?: unknown;
  readonly module?: unknown;
  readonly function?: unknown;
  readonly input?: unknown;
}

/**
 * The response to a message. `start` is answered with this tool's name, `define` and `evaluate` with their
 * success, and any other kind with its `id` alone, which is `null` where a line is no message. Workloads
 * run as they are, unless they are to be made ready otherwise.
 */
export function respond(line: string, ready?: MakeReady): string {
  return respondBy((message) => answerTo(message, ready), line);
}

/** The response to a message whose evaluation could not be ended. */
export function refuse(line: string, reason: string): string {
  const refusal = ({ kind }: Message) => {
    if (kind === "define" || kind === "evaluate") throw new RangeError(reason);
    return {};
  };
  return respondBy(refusal, line);
}

function respondBy(answer: (message: Message) => object, line: string): string {
  let id: number | null = null;
  try {
    const message = parse(line);
    id = message.id;
    return encode({ id, ...answer(message) });
  } catch (error) {
    return encode({ id, success: false, error: `${error}` });
  }
}

function answerTo(message: Message, ready?: MakeReady): object {
  switch (message.kind) {
    case "start":
      return { tool: ready === compiled ? "fluxion-jit" : "fluxion" };
    case "define":
      named(workloads, "module", message.module);
      return { success: true };
    case "evaluate": {
      const functions = named(workloads, "module", message.module);
      const prepare = named(functions, `function of ${message.module}`, message.function);
      return { success: true, ...measure(prepare, message.input, ready) };
    }
    default:
      return {};
  }
}

function parse(line: string): Message {
  const message: unknown = JSON.parse(line);
  if (typeof message === "object" && message !== null && "id" in message) {
    if (Number.isInteger(message.id)) return message as Message;
  }
  throw new TypeError(`Cannot respond to ${line.slice(0, 80)}: a message has an integer "id"`);
}

function named<T>(table: Readonly<Record<string, T>>, what: string, name: unknown): T {
  if (typeof name === "string" && Object.hasOwn(table, name)) return table[name];
  throw new RangeError(
    `Cannot find the ${what} ${JSON.stringify(name)}: there are ${Object.keys(table).join(", ")}`,
  );
}

/** JSON has no NaN and no infinities, and would pass them over in silence as `null`. */
function encode(response: object): string {
  return JSON.stringify(response, (key, value) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    throw new RangeError(
      `Cannot write ${value} at ${JSON.stringify(key)}: JSON has finite numbers only`,
    );
  });
}
