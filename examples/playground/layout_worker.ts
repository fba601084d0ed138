// Lays graphs out beside the page, so that a graph that takes long holds nothing up: whoever asked may give up
// and end this worker.

/// <reference lib="webworker" />

import { toSvg } from "@fluxion/ad/draw";

/** A graph to lay out. */
export interface LayoutTask {
  /** In Graphviz's language: with steps that go to the right, and with steps that go down. */
  readonly right: string;
  readonly down: string;
  /** How wide a picture whose steps go to the right may be, in points. */
  readonly widest: number;
}

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = async ({ data }: MessageEvent<LayoutTask>) => {
  const { right, down, widest } = data;
  const across = await drawn(right);
  self.postMessage(widthOf(across) > widest ? await drawn(down) : across);
};

function drawn(dot: string): Promise<string> {
  return toSvg({ toDot: () => dot });
}

function widthOf(picture: string): number {
  return Number(/ width="(\d+)pt"/.exec(picture)![1]);
}
