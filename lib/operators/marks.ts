// Whether a function that is marked with "use ad" has been lifted, and what to do where it has not.

import { adviseOnOperators } from "../values/refusal.ts";
import { nameOf } from "../values/describe.ts";

const setUp =
  "run deno with --preload=jsr:@fluxion/ad/register, node with --import @fluxion/ad/register, " +
  "or give the bundler the plugin of @fluxion/ad/unplugin and start it anew; a component, as of Vue or Svelte, " +
  "imports marked functions from a module";

/**
 * Checks that a function is not marked without having been lifted.
 *
 * @throws {TypeError} if it is.
 */
export function checkMark(verb: string, f: unknown): void {
  adviseOnOperators(
    `mark the function with "use ad", at its head or at the head of its module; where it is marked, ${setUp}; or `,
  );
  if (typeof f !== "function") return;
  const head = Function.prototype.toString.call(f).slice(0, 1000);
  if (!/\{\s*(?:(?:"[^"]*"|'[^']*');?\s*)*["']use ad["']/.test(head)) return;
  throw new TypeError(
    `Cannot take ${verb} of ${
      nameOf(f)
    }: it is marked with "use ad", and was loaded without the transformer; ${setUp}`,
  );
}
