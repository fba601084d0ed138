// Asks a worker for the layout of a graph, of one at a time: what is overtaken while it waits is dropped, and
// what takes too long is given up, with its worker.

import type { LaidOut, LayoutTask } from "./layout_worker.ts";

/** How long a layout may take, in milliseconds. */
export interface Limits {
  readonly usual: number;
  /** The first one also loads Graphviz. */
  readonly first: number;
}

/** What a layout needs of a worker. */
export type Layouter = Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

/** What is said in place of a picture that takes too long. */
const GIVEN_UP = "This graph takes too long to lay out. The list below has its steps.";

type Answer = (answer: LaidOut) => void;

/** Lays out the graph that was asked for last. */
export class Layout {
  private readonly newWorker: () => Layouter;
  private readonly limits: Limits;
  private worker: Layouter | undefined;
  private isWarm = false;
  private running: Answer | undefined;
  private next: readonly [LayoutTask, Answer] | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(newWorker: () => Layouter, limits: Limits = { usual: 3000, first: 30_000 }) {
    this.newWorker = newWorker;
    this.limits = limits;
  }

  /** Lays a graph out. An earlier one that still waits is not laid out any more. */
  ask(task: LayoutTask, answer: Answer): void {
    this.next = [task, answer];
    if (this.running === undefined) this.start();
  }

  private start(): void {
    if (this.next === undefined) return;
    const [task, answer] = this.next;
    [this.next, this.running] = [undefined, answer];
    this.worker ??= this.started();
    const limit = this.isWarm ? this.limits.usual : this.limits.first;
    this.timer = setTimeout(() => this.giveUp(), limit);
    this.worker.postMessage(task);
  }

  private end(laidOut: LaidOut): void {
    clearTimeout(this.timer);
    const answer = this.running;
    this.running = undefined;
    answer?.(laidOut);
    this.start();
  }

  private giveUp(problem: string = GIVEN_UP): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.isWarm = false;
    this.end({ problem });
  }

  private started(): Layouter {
    const worker = this.newWorker();
    worker.onmessage = ({ data }: MessageEvent<LaidOut>) => {
      this.isWarm = true;
      this.end(data);
    };
    worker.onerror = ({ message }) => this.giveUp(`Cannot draw: ${message}`);
    return worker;
  }
}
