// Plain code, such as a solver or a simulator, called from a function that is differentiated.

import { type Callable, withNameOf } from "./call.ts";
import { nameOf } from "../values/describe.ts";
import { runOnNumbers } from "../values/refusal.ts";
import { leavesOf, withLeaves } from "./tree.ts";

/**
 * Returns a function of plain numbers as it is called from one that is differentiated: on copies of its arguments,
 * with typed arrays for the lists that stand for them there.
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
