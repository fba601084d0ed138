// The numbers of the places of a graph in the run that is being traced.

import type { Scalar } from "../values/scalar.ts";
import type { Traced } from "../values/traced.ts";
import type { Graph, Place } from "./graph.ts";
import { type Followers, removeFrom, type Stretch } from "./instruction_columns.ts";

/** A number for each place that is in memory. */
export class PlaceNumbers implements Followers {
  private values: Float64Array = new Float64Array(1024);
  private readonly graph: Graph;
  /** Whether no number has been left out. */
  private isWhole = true;

  constructor(graph: Graph) {
    this.graph = graph;
    graph.follow(this);
  }

  /** Returns the number of a place; ends the trace where that is left out. */
  at(place: Place): number {
    const index = this.isWhole ? place : this.graph.indexOf(place);
    return index >= 0 ? this.values[index] : this.graph.miss();
  }

  /** Returns the number of a place: the latest, or that of its box where the place is left out. */
  known(place: Place, otherwise: number): number {
    const index = this.isWhole ? place : this.graph.indexOf(place);
    return index >= 0 ? this.values[index] : otherwise;
  }

  /** Returns the number of a scalar and its place. */
  of(x: Scalar, place: Place): number {
    if (typeof x === "number") return x;
    return this.isWhole ? this.values[place] : this.known(place, (x as Traced).primal);
  }

  set(place: Place, value: number): void {
    const index = this.isWhole ? place : this.graph.indexOf(place);
    if (index < 0) return;
    const { values } = this;
    if (index >= values.length) {
      this.values = new Float64Array(2 * Math.max(index, values.length));
      this.values.set(values);
    }
    this.values[index] = value;
  }

  remove(stretches: readonly Stretch[], length: number): void {
    this.isWhole = false;
    removeFrom(this.values, stretches, length);
  }
}
