// Which levels are around a level and further in: asked by what follows several of them at once, a rule, a loop or a trace.

import { type Level, reopened } from "./level.ts";

/** Whether all levels that were opened after this one have ended. */
export function isInnermost(level: Level): boolean {
  return level.after === undefined;
}

/** Returns the open levels of derivative calls that were opened after this one, without those of rules. */
export function levelsInside(level: Level): readonly Level[] {
  return isInnermost(level) ? NONE : openInside(level).filter(({ isOfRule }) => !isOfRule);
}

const NONE: readonly Level[] = [];

/** Returns the open levels further in, the outermost first, also those that have ended and are open again for a while. */
export function levelsFurtherIn(level: Level): readonly Level[] {
  const again = reopened.filter(({ tag, phase }) => tag > level.tag && phase === "open");
  return [...new Set([...openInside(level), ...again])].sort((a, b) => a.tag - b.tag);
}

/** Yields the levels that were opened before this one and have not ended. */
export function* levelsAround(level: Level): Generator<Level> {
  for (let own = level.before; own !== undefined; own = own.before) yield own;
}

/** The open levels that were opened after this one, in that order. */
function openInside(level: Level): readonly Level[] {
  const inside: Level[] = [];
  for (let own = level.after; own !== undefined; own = own.after) {
    if (own.phase === "open") inside.push(own);
  }
  return inside;
}
