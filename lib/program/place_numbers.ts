// The numbers of all places of a graph in the run that is being traced.

import type { Place } from "./graph.ts";

/** A number for each place. */
export class PlaceNumbers {
  private values: Float64Array = new Float64Array(1024);

  at(place: Place): number {
    return this.values[place];
  }

  set(place: Place, value: number): void {
    const { values } = this;
    if (place >= values.length) {
      this.values = new Float64Array(2 * Math.max(place, values.length));
      this.values.set(values);
    }
    this.values[place] = value;
  }
}
