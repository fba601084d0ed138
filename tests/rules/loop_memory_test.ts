// The memory of checkpointed loops, measured from outside: a long loop fits a small heap, and of the
// states no more are alive than were asked for.

import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

async function run(flags: string, ...args: string[]): Promise<string> {
  const script = new URL("loop_memory.ts", import.meta.url);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `--v8-flags=${flags}`, script.href, ...args],
  });
  const { success, stdout, stderr } = await command.output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

describe("The memory of checkpointedLoop", () => {
  it("is bounded: 100,000 steps of 80 operations fit a heap of 64 megabytes", async () => {
    await run("--max-old-space-size=64", "long");
  });

  it("grows no faster on the way back than on the way there, by one state a snapshot", async () => {
    const [few, many] = await Promise.all(
      [12, 24].map(async (snapshots) => {
        const bytes = JSON.parse(await run("--expose-gc", "peak", String(snapshots)));
        return bytes as { kept: number; peak: number };
      }),
    );
    const share = (many.peak - few.peak) / (many.kept - few.kept);
    assert(share < 1.25, `${share} states at any one time for each snapshot that is allowed`);
  });
});
