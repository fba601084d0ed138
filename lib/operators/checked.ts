// What the transforms over functions of plain numbers share.

import { type Callable, withNameOf } from "../trees/call.ts";
import type { Argnums, ArgnumsOptions, AuxOptions, WithAux } from "../trees/types.ts";
import { checkMark } from "./marks.ts";

/** The options of a transform with `argnums`, of a function that returns its value alone, or `[value, aux]`. */
export interface OperatorOptions<N extends Argnums, H extends boolean = false>
  extends ArgnumsOptions<N>, AuxOptions<H> {}

/** The options of a transform with `argnums`, of a function that returns `[value, aux]`. */
export interface OperatorOptionsWithAux<N extends Argnums> extends ArgnumsOptions<N>, WithAux {}

type Transform = (f: Callable, ...rest: unknown[]) => unknown;

/** Returns a transform that first checks whether a marked function has been lifted. */
export function checked(verb: string, transform: unknown): never {
  const made = (f: Callable, ...rest: unknown[]) => {
    checkMark(verb, f);
    return (transform as Transform)(f, ...rest);
  };
  return withNameOf({ name: verb }, made) as never;
}
