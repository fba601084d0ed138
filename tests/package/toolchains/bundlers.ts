// The installed package through the bundlers of browsers, on a page and in a worker, and as one file without any.

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { after, describe, it } from "@std/testing/bdd";
import { theBrowser } from "../../chromium.ts";
import { PAGE_TIMEOUT, resultsOf, skipPages } from "../../elsewhere/chromium.ts";
import { assertAnswers } from "../answered.ts";
import { installed, type InstalledConsumer, textsOf } from "../consumer.ts";
import { served } from "./served.ts";

const [answersText, printText] = Object.values(textsOf(["answers.js", "print_answers.js"]));

/** What a page leaves behind: the answers of the page, of its worker, and of a marked module. */
interface Results {
  readonly page: unknown;
  readonly worker: unknown;
  readonly marked?: number;
}

const html = '<!doctype html><title>fluxion</title><script type="module" src="/main.js"></script>';

/** A page that asks for everything itself and from a worker, and differentiates a module that is marked. */
const site = {
  "index.html": html,
  "main.js": `
    import { grad } from "@fluxion/ad/operators";
    import { answers } from "./answers.js";
    import { cubed } from "./model.js";
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const marked = grad(cubed)(3);
    worker.onmessage = ({ data }) => globalThis.results = { page: answers(), worker: data, marked };`,
  "worker.js": 'import { answers } from "./answers.js";\npostMessage(answers());',
  "model.js": '"use ad";\nexport const cubed = (x) => x === 3 ? x * x * x : x;\n',
  "answers.js": answersText,
};

function assertResults({ page, worker, marked }: Results): void {
  assertAnswers(JSON.stringify(page));
  assertAnswers(JSON.stringify(worker));
  assertEquals(marked, 27);
}

const packages = [
  "vite@8",
  "webpack@5",
  "rollup@4",
  "@rollup/plugin-node-resolve@16",
  "unplugin@3",
  "node@22",
];

const consumer = await installed(packages, {
  ...site,
  "print_answers.js": printText,
  "vite.config.js": `
    import { vite } from "@fluxion/ad/unplugin";
    export default { logLevel: "error", plugins: [vite()] };`,
  "serve.js": `
    import { createServer } from "vite";
    const server = await createServer({ server: { port: 0, host: "127.0.0.1" } });
    await server.listen();
    console.log(server.resolvedUrls.local[0]);`,
  "webpack.js": `
    import bundle from "webpack";
    import { webpack } from "@fluxion/ad/unplugin";
    bundle({
      mode: "production", entry: "./main.js", target: ["web", "es2022"], performance: false,
      output: { path: import.meta.dirname + "/of_webpack", filename: "main.js" },
      plugins: [webpack()],
    }, (error, stats) => {
      if (error ?? stats.hasErrors()) { console.error(error ?? stats.toString()); process.exit(1); }
    });`,
  "rollup.js": `
    import { nodeResolve } from "@rollup/plugin-node-resolve";
    import { rollup } from "rollup";
    const onwarn = (warning) => { throw new Error(warning.message); };
    const bundle = await rollup({ input: "print_answers.js", plugins: [nodeResolve()], onwarn });
    await bundle.write({ file: "of_rollup.js", format: "es" });`,
});
const skip = typeof consumer === "string" && consumer;
const { folder, run, start } = consumer as InstalledConsumer;

after(async () => {
  if (typeof consumer !== "string") await consumer[Symbol.asyncDispose]();
});

const options = { skip: skipPages || skip, timeout: 5 * PAGE_TIMEOUT };

describe("Through Vite, the installed package", () => {
  it("answers on a page and in a worker, built and while it is developed", options, async () => {
    await run("npx", "node", "node_modules/vite/bin/vite.js", "build");
    assertResults(await served(`${folder}/dist`, resultsOf<Results>));
    await using server = start("node_modules/node/bin/node", "serve.js");
    assertResults(await resultsOf<Results>(await server.line()));
  });
});

describe("Through webpack, the installed package", () => {
  it("answers on a page and in a worker", options, async () => {
    await run("npx", "node", "webpack.js");
    await Deno.writeTextFile(`${folder}/of_webpack/index.html`, html);
    assertResults(await served(`${folder}/of_webpack`, resultsOf<Results>));
  });
});

describe("Through Rollup, the installed package", () => {
  it("answers in one file", { skip }, async () => {
    await run("npx", "node", "rollup.js");
    assertAnswers(await run("npx", "node", "of_rollup.js"));
  });
});

/** A folder beside the package, with the library in one file. */
async function folderOfPage(name: string): Promise<string> {
  const page = `${folder}/${name}`;
  await Deno.mkdir(page);
  await Deno.copyFile(
    `${folder}/node_modules/@fluxion/ad/dist/fluxion.min.js`,
    `${page}/fluxion.min.js`,
  );
  return page;
}

describe("Without a bundler, the library in one file", () => {
  it("answers on a page and in a worker", options, async () => {
    const page = await folderOfPage("page");
    await Deno.writeTextFile(
      `${page}/worker.js`,
      `import { grad, jit, mul } from "./fluxion.min.js";
      postMessage(jit(grad((x) => mul(x, x, x)))(2));`,
    );
    await Deno.writeTextFile(
      `${page}/index.html`,
      `<!doctype html><script type="module">
      import { grad, mul } from "./fluxion.min.js";
      const worker = new Worker("./worker.js", { type: "module" });
      const page = grad((x) => mul(x, x, x))(2);
      worker.onmessage = ({ data }) => globalThis.results = { page, worker: data };
      </script>`,
    );
    const { page: own, worker } = await served(page, resultsOf<Results>);
    assertEquals([own, worker], [12, 12]);
  });

  it("answers on the page that the guide shows", options, async () => {
    const guide = new URL("../../../.github/site/pages/start.md", import.meta.url);
    const [, text] = /```html \[A page\]\n([^]*?)```/.exec(await Deno.readTextFile(guide))!;
    const folder = await folderOfPage("guide");
    await Deno.writeTextFile(`${folder}/index.html`, text);
    const shown = await served(folder, async (url) => {
      const page = await (await theBrowser()).newPage();
      await page.goto(url, { timeout: PAGE_TIMEOUT });
      await page.getByText("slope").waitFor({ timeout: PAGE_TIMEOUT });
      return await page.locator("body").innerText();
    });
    const slope = /is (.*)\.$/.exec(shown.trim())?.[1];
    assertAlmostEquals(Number(slope), Math.sin(2) + 2 * Math.cos(2), 1e-15);
  });
});
