// Fifty parameters dragged in a page of a real browser: how long does a frame take, each begun where the one before has
// ended? Prints the middle of the frames, and how many of a hundred take less than two milliseconds.

import { launch } from "../tests/chromium.ts";
import type { Candidate } from "./group.ts";

const FRAMES = 600;

if (import.meta.main) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--platform", "browser", "--quiet", "bench/workloads/dragged.ts"],
    cwd: new URL("..", import.meta.url),
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const script = new TextDecoder().decode(stdout);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const results = await page.evaluate(async ({ text, count }) => {
      const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      const { draggedFrames } = await import(address) as { draggedFrames: readonly Candidate[] };
      return draggedFrames.map(({ name, prepare }) => {
        const frame = prepare(0);
        for (let i = 0; i < 100; i++) frame();
        const times = Array.from({ length: count }, () => {
          const before = performance.now();
          frame();
          return performance.now() - before;
        }).sort((a, b) => a - b);
        const quick = times.filter((time) => time <= 2).length;
        return { name, middle: times[count / 2], share: quick / count };
      });
    }, { text: script, count: FRAMES });
    for (const { name, middle, share } of results) {
      console.log(`${name}: ${middle.toFixed(1)} ms, ${(100 * share).toFixed(0)} % within 2 ms`);
    }
  } finally {
    await browser.close();
  }
}
