// The layout in which JSR offers the library to npm, installed with the packages of all entry points.

import { describe, it } from "@std/testing/bdd";
import { assertAnswers } from "../answered.ts";
import { orSkip, type Skippable, withConsumer } from "../consumer.ts";
import { jsrLayout } from "../jsr_layout.ts";

describe("The layout of JSR's npm packages", () => {
  it("answers in Node, from all entry points", async (context: Skippable) => {
    const files = ["answers.js", "print_answers.js"];
    await orSkip(
      context,
      withConsumer([], files, async ({ run }) => {
        assertAnswers(await run("node", "print_answers.js"));
      }, await jsrLayout()),
    );
  });
});
