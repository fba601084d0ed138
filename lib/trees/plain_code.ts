// Calls of code on plain numbers, such as a solver or a simulator, from code that is differentiated.

import { type Callable, withNameOf } from "./call.ts";
import { nameOf } from "../values/describe.ts";
import { runOnNumbers } from "../values/refusal.ts";
import { leavesOf, withLeaves } from "./tree.ts";

/**
 * Returns a function of plain numbers for calls from code that is differentiated: it gets copies of its
 * arguments, with typed arrays in place of the lists that stand for them.
 */
export function onNumbers(verb: string, f: Callable): Callable {
  return withNameOf(f, (...args) => {
    const name = `${verb}(${nameOf(f)})`;
    const place = {
      refusal: `Cannot call ${name}`,
      root: "args",
      remedy: "it takes numbers, arrays and plain objects of them",
    };
    const plain = withLeaves(
      args,
      leavesOf(args, place, "argument"),
      "for plain code",
    ) as unknown[];
    return runOnNumbers(name, () => f(...plain));
  });
}
