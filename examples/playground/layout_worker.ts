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

/** A picture, or why there is none. */
export type LaidOut = { readonly picture: string } | { readonly problem: string };

self.onmessage = async ({ data: { right, down, widest } }: MessageEvent<LayoutTask>) => {
  let answer: LaidOut;
  try {
    const across = await drawn(right);
    answer = { picture: widthOf(across) > widest ? await drawn(down) : across };
  } catch (error) {
    answer = { problem: String(error instanceof Error ? error.message : error) };
  }
  self.postMessage(answer);
};

function drawn(dot: string): Promise<string> {
  return toSvg({ toDot: () => dot });
}

function widthOf(picture: string): number {
  return Number(/ width="(\d+)pt"/.exec(picture)![1]);
}
