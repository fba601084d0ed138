// Programs that have installed the package type-check with each TypeScript that is kept, from 5.4 on.

import { describe, it } from "@std/testing/bdd";
import { orSkip, type Skippable, withConsumer } from "../consumer.ts";
import { assertTyped } from "../typed.ts";

describe("With the declarations of the package, a program type-checks", () => {
  for (const version of ["5.4", "5.9", "6", "7"]) {
    it(`in TypeScript ${version}, under every strict option`, (context: Skippable) =>
      orSkip(
        context,
        withConsumer([`typescript@${version}`], ["typed.ts"], async (consumer) => {
          await assertTyped(consumer, (...args) => consumer.run("npx", "tsc", ...args));
        }),
      ));
  }
});

describe("The declarations", () => {
  it("are what are-the-types-wrong wants of a package of modules", (context: Skippable) => {
    // A package of modules alone is not asked whether the oldest ways to find modules find it.
    const profile = ["--profile", "esm-only", "--format", "ascii"];
    return orSkip(
      context,
      withConsumer(["@arethetypeswrong/cli@0.18"], {}, async ({ run, tarball }) => {
        await run("npx", "attw", tarball, ...profile);
      }),
    );
  });
});
