// The tool as GradBench runs it: a process, driven through its standard input and output.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { after, before, describe, it } from "@std/testing/bdd";
import { assertClose, type Numbers } from "../../assert_close.ts";
import { linesOf } from "../../../bench/gradbench/lines.ts";

/** Starts the tool; what it answers to lines is asked for by `ask`. */
function startTool(...options: string[]) {
  const tool = new URL("../../../bench/gradbench/tool.ts", import.meta.url).href;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", tool, ...options],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = process.stdin.getWriter();
  const responses = linesOf(process.stdout);

  async function ask(message: unknown) {
    const line = typeof message === "string" ? message : JSON.stringify(message);
    await writer.write(new TextEncoder().encode(`${line}\n`));
    const { value = "" } = await responses.next();
    return JSON.parse(value);
  }

  async function end(): Promise<number> {
    await writer.close();
    return (await process.status).code;
  }

  return { ask, end, process, writer };
}

const identity = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
const model = {
  parents: [-1],
  base_relatives: [identity],
  inverse_base_absolutes: [identity],
  base_positions: [[1, 2, 3, 1]],
  weights: [[1]],
  triangles: [[0, 0, 0]],
  is_mirrored: false,
};
const gaussian = { d: 1, k: 1, n: 1, x: [[3]], m: 0, gamma: 1 };

/** For each workload a question, and what is known of its answer. */
const questions: [module: string, name: string, input: unknown, expected: Numbers][] = [
  ["hello", "square", 3, 9],
  ["hello", "double", 3, 6],
  ["saddle", "rr", { start: [1, 1] }, new Array(4).fill(8.246324826140356e-6)],
  ["particle", "fr", { w: 0 }, 0.2071918746486116],
  ["llsq", "gradient", { x: [0, 0], n: 3 }, [0, -2]],
  ["lse", "gradient", { x: [5, 5] }, [0.5, 0.5]],
  ["ode", "gradient", { x: [1, 3], s: 2 }, [6, 2]],
  ["det", "gradient", { A: [1, 2, 3, 4], ell: 2 }, [4, -3, -2, 1]],
  ["kmeans", "dir", { points: [[1], [3], [9]], centroids: [[0], [9]] }, [[-2], [0]]],
  // For one standard normal: −ln(2π)/2 − (x − μ)²/2 + q, and the prior's −exp(2q)/2.
  [
    "gmm",
    "jacobian",
    { ...gaussian, alpha: [0], mu: [[1]], q: [[0]], l: [[]] },
    { alpha: [0], mu: [[2]], q: [[1 - 4 - 1]], l: [[]] },
  ],
  // Where all weights are 0 the loss is ln 3 less a bias of the output, whose share of exponentials is ⅓.
  [
    "lstm",
    "jacobian",
    {
      main_params: [[0, 0, 0, 0], [0, 0, 0, 0]],
      extra_params: [[0], [0], [0]],
      state: [[0], [0]],
      sequence: [[1], [1]],
    },
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 / 3 - 1],
  ],
  [
    "ba",
    "objective",
    { n: 1, m: 1, p: 3, cam: [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0], x: [1, 2, 4], w: 3, feat: [0, 0] },
    { reproj_error: { elements: [1.5, 3], repeated: 3 }, w_err: { element: -8, repeated: 3 } },
  ],
  [
    "ht",
    "objective",
    {
      theta: new Array(26).fill(0),
      data: { model, correspondences: [0], points: [[2, 2, 2]] },
      us: [],
    },
    [1, 0, -1],
  ],
];

for (const [ownName, options] of [["fluxion", []], ["fluxion-jit", ["--jit"]]] as const) {
  describe(`The tool as ${ownName}`, () => {
    let tool: ReturnType<typeof startTool>;
    before(() => void (tool = startTool(...options)));
    after(async () => assertEquals(await tool.end(), 0));

    it("starts, and says its name", async () => {
      assertEquals(await tool.ask({ id: 0, kind: "start" }), { id: 0, tool: ownName });
    });

    questions.forEach(([module, name, input, expected], i) => {
      it(`evaluates ${module}::${name}`, async () => {
        const defined = await tool.ask({ id: 2 * i, kind: "define", module });
        assertEquals(defined, { id: 2 * i, success: true });
        const question = { id: 2 * i + 1, kind: "evaluate", module, function: name, input };
        const { id, success, output, error } = await tool.ask(question);
        assertEquals([id, success, error], [2 * i + 1, true, undefined]);
        assertClose(output, expected);
      });
    });

    it("runs as often as is asked for", async () => {
      const input = { x: [1, 2], min_runs: 4, min_seconds: 0 };
      const question = { id: 1, kind: "evaluate", module: "lse", function: "primal", input };
      const { output, timings } = await tool.ask(question);
      assertAlmostEquals(output, Math.log(Math.E + Math.E ** 2), 1e-14);
      const names = timings.map(({ name }: { name: string }) => name);
      assertEquals(names, ["prepare", ...new Array(4).fill("evaluate")]);
    });

    it("answers what it does not know, and what is no message, and goes on", async () => {
      const unknown = await tool.ask({ id: 8, kind: "define", module: "fresnel" });
      assertEquals([unknown.id, unknown.success], [8, false]);
      const malformed = await tool.ask("¿what?");
      assertEquals([malformed.id, malformed.success], [null, false]);
      assertEquals(await tool.ask({ id: 9, kind: "analysis", of: 8, valid: true }), { id: 9 });
    });
  });
}

describe("The tool with little time and memory", () => {
  // One limit at a time: on a busy machine what is too large might take too long as well.
  const limits: readonly [
    option: string,
    module: string,
    name: string,
    input: unknown,
    words: RegExp,
  ][] = [
    ["--seconds=1", "det", "primal", { A: new Array(169).fill(1), ell: 13 }, /within 1 seconds/],
    [
      "--megabytes=64",
      "ode",
      "primal",
      { x: [1], s: 1e7 },
      /its process ended by .* 64 megabytes/,
    ],
  ];
  for (const [option, module, name, input, words] of limits) {
    it(`answers what is too much for ${option} with an error, and goes on`, async () => {
      const tool = startTool(option);
      const evaluate = (module: string, name: string, input: unknown) =>
        tool.ask({ id: 1, kind: "evaluate", module, function: name, input });
      assertEquals((await evaluate("hello", "square", 2)).output, 4);
      const { id, success, error } = await evaluate(module, name, input);
      assertEquals([id, success], [1, false]);
      assertMatch(error, words);
      assertEquals((await evaluate("hello", "double", 2)).output, 4);
      assertEquals(await tool.end(), 0);
    });
  }

  it("says which options there are", async () => {
    const tool = startTool("--minutes=3");
    assert(await tool.end() !== 0);
  });
});

describe(
  "The tool that is told to stop while it evaluates",
  { skip: Deno.build.os !== "linux" },
  () => {
    const endless = { A: new Array(225).fill(1), ell: 15 };
    const question = { id: 1, kind: "evaluate", module: "det", function: "primal", input: endless };

    /** Starts the tool, and waits until its evaluator is at work. */
    async function busyTool(...options: string[]) {
      const tool = startTool(...options);
      await tool.ask({ id: 0, kind: "start" });
      const evaluators = childrenOf(tool.process.pid);
      assertEquals(evaluators.length, 1);
      await tool.writer.write(new TextEncoder().encode(`${JSON.stringify(question)}\n`));
      return { ...tool, evaluator: evaluators[0] };
    }

    for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
      it(`leaves no process behind, by ${signal}`, async () => {
        const { process, writer, evaluator } = await busyTool();
        process.kill(signal);
        assertEquals((await process.status).code, code);
        await untilEnded(evaluator);
        await writer.close().catch(() => {});
      });
    }

    it("leaves no process behind, by the end of its input", async () => {
      const { end, evaluator } = await busyTool("--seconds=1");
      assertEquals(await end(), 0);
      await untilEnded(evaluator);
    });
  },
);

function childrenOf(pid: number): number[] {
  const list = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`);
  return list.split(" ").filter((own) => own !== "").map(Number);
}

/** Waits until a process has ended, for some seconds at most. */
async function untilEnded(pid: number): Promise<void> {
  const isRunning = () => {
    try {
      return !/^State:\s+[ZX]/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
    } catch {
      return false;
    }
  };
  for (let i = 0; i < 500; i++) {
    if (!isRunning()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the process ${pid} is still there`);
}
