// The cells of the guide in the JavaScript kernel of JupyterLite: its own code, in a worker of a page.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import * as esbuild from "esbuild";
import { root } from "../../../.ci/npm/manifest.ts";
import { PAGE_TIMEOUT, resultsOf, skipPages } from "../../elsewhere/chromium.ts";
import { orSkip, type Skippable, withConsumer } from "../consumer.ts";
import { served } from "./served.ts";

const guide = Deno.readTextFileSync(`${root}.github/site/pages/how-to/notebook.md`);
const cells = Array.from(guide.matchAll(/^```js ignore\n(.*?)^```$/gms), ([, code]) => code);

/** A page that has the kernel run cells, and keeps what it shows. A cell is tried until names are loaded, as by people. */
const page = `
  import { wrap } from "comlink";
  const worker = new Worker("./kernel.js");
  const shown = [];
  let failed;
  worker.addEventListener("message", ({ data }) => {
    if (data.type === "stream") shown.push(data.bundle.text);
    if (data.type === "execute_result") shown.push(data.bundle.data["text/plain"]);
    if (data.type === "execute_error") failed = data.bundle.evalue;
  });
  const kernel = wrap(worker);
  await kernel.initialize({});
  const [load, ...others] = await (await fetch("./cells.json")).json();
  await kernel.execute({ code: load }, {});
  for (const code of others) {
    do {
      failed = undefined;
      await kernel.execute({ code }, {});
      await new Promise((done) => setTimeout(done, 50));
    } while (/is not defined/.test(failed));
  }
  globalThis.results = { shown, failed: String(failed) };`;

describe("In the JavaScript kernel of JupyterLite, the library in one file", () => {
  const options = { skip: skipPages, timeout: 5 * PAGE_TIMEOUT };

  it("answers in the cells of the guide", options, (context: Skippable) => {
    const files = {
      "page.js": page,
      "index.html": '<script type="module" src="main.js"></script>',
    };
    return orSkip(
      context,
      withConsumer(["@jupyterlite/javascript-kernel@0.3"], files, async ({ folder }) => {
        const kernel =
          `${folder}/node_modules/@jupyterlite/javascript-kernel/lib/comlink.worker.js`;
        await esbuild.build({
          entryPoints: { kernel, main: `${folder}/page.js` },
          outdir: folder,
          bundle: true,
          format: "esm",
          logLevel: "error",
        });
        await esbuild.stop();
        await Deno.copyFile(
          `${folder}/node_modules/@fluxion/ad/dist/fluxion.min.js`,
          `${folder}/fluxion.min.js`,
        );
        const { shown: [, ...shown], failed } = await served(folder, (url) => {
          const own = cells.map((code) => code.replace(/https:[^"]*\//, url));
          Deno.writeTextFileSync(`${folder}/cells.json`, JSON.stringify(own));
          return resultsOf<{ shown: string[]; failed: string }>(url);
        });
        assertEquals({ shown, failed }, {
          shown: ["log(a*b)\n", "[ 2, 4, 6 ]"],
          failed: "undefined",
        });
      }),
    );
  });
});
