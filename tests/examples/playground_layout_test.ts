// The layout of graphs beside the page: the last that is asked for is laid out, and what does not end is given up.

import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Layout, type Layouter } from "../../examples/playground/layout.ts";
import type { LaidOut, LayoutTask } from "../../examples/playground/layout_worker.ts";

/** A worker that answers when it is told to. */
class FakeWorker implements Layouter {
  readonly tasks: LayoutTask[] = [];
  isTerminated = false;
  onmessage: Worker["onmessage"] = null;
  onerror: Worker["onerror"] = null;

  postMessage(task: LayoutTask): void {
    this.tasks.push(task);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  answer(picture: string): void {
    const data: LaidOut = { picture };
    this.onmessage!.call(this as unknown as Worker, new MessageEvent("message", { data }));
  }
}

const task = (dot: string): LayoutTask => ({ right: dot, down: dot, widest: 0 });

function layoutOf(limits?: { readonly usual: number; readonly first: number }) {
  const workers: FakeWorker[] = [];
  const answers: string[] = [];
  const layout = new Layout(() => workers[workers.push(new FakeWorker()) - 1], limits);
  return {
    workers,
    answers,
    ask: (dot: string) =>
      layout.ask(task(dot), (x) => answers.push("picture" in x ? x.picture : x.problem)),
  };
}

describe("The layout of graphs", () => {
  it("is of one at a time, and drops what is overtaken while it waits", () => {
    const { workers, answers, ask } = layoutOf();
    for (const dot of ["a", "b", "c"]) ask(dot);
    workers[0].answer("A");
    workers[0].answer("C");
    assertEquals(workers[0].tasks.map(({ right }) => right), ["a", "c"]);
    assertEquals(answers, ["A", "C"]);
    ask("d");
    workers[0].answer("D");
    assertEquals([answers.at(-1), workers.length], ["D", 1]);
  });

  it("is given up with its worker when its time is over, and goes on with another", async () => {
    const { workers, answers, ask } = layoutOf({ usual: 0, first: 0 });
    ask("a");
    ask("b");
    while (answers.length < 2) await new Promise((resolve) => setTimeout(resolve));
    assertEquals(answers, Array(2).fill(answers[0]));
    assertMatch(answers[0], /takes too long/);
    assertEquals(workers.map(({ isTerminated }) => isTerminated), [true, true]);
  });

  it("is given up where the worker fails", () => {
    const { workers, answers, ask } = layoutOf();
    ask("a");
    workers[0].onerror!.call(
      workers[0] as unknown as Worker,
      new ErrorEvent("error", { message: "no" }),
    );
    assertEquals([answers, workers[0].isTerminated], [["Cannot draw: no"], true]);
  });
});
