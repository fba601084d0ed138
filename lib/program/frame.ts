// A part of a trace that is traced apart, and what is left out of it in turn. Steps of loops are traced once more for each new
// way through them, so that what is left out is not the same in every trace, and places are counted without it.

import type { Place } from "./graph.ts";
import type { Guard } from "./guarded_trace.ts";

/** A part of a trace that ran apart. */
export interface Apart<T> {
  readonly result: T;
  readonly frame: Frame;
  readonly guards: readonly Guard[];
}

/** Places from one to before another. */
interface Range {
  readonly from: Place;
  readonly to: Place;
}

/** A part of a trace. */
export class Frame {
  /** The place of its first instruction. */
  readonly start: Place;
  /** What is left out, in order. */
  readonly omitted: Range[] = [];

  constructor(start: Place) {
    this.start = start;
  }

  /** Adds a part that has ended, which is left out or not. */
  add(frame: Frame, end: Place, isPart: boolean): void {
    if (isPart) this.omitted.push(...frame.omitted);
    else this.omitted.push({ from: frame.start, to: end });
  }

  /** Leaves out the places from one to before another, with what is left out among them already. */
  omit(from: Place, to: Place): void {
    while (this.omitted.length > 0 && this.omitted.at(-1)!.from >= from) this.omitted.pop();
    this.omitted.push({ from, to });
  }

  /** Returns the index of a place. */
  indexOf(place: Place): number {
    let index = place - this.start;
    for (const { from, to } of this.omitted) if (to <= place) index -= to - from;
    return index;
  }

  /** Returns the place of an index. */
  placeAt(index: number): Place {
    let place = this.start + index;
    for (const { from, to } of this.omitted) if (from <= place) place += to - from;
    return place;
  }
}
