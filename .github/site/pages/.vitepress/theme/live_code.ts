// A piece of code with two buttons: one runs it in a worker, one lets it be edited. What it prints stands below it.

import { withBase } from "vitepress";
import { type Component, defineComponent, h, nextTick, ref, type VNode } from "vue";
import type { Printed, RunTask } from "./run_worker.ts";

/** How long a program may run, in milliseconds. */
const LIMIT = 10_000;

/** What a program has printed, and how it ended. */
interface Outcome {
  readonly lines: readonly Printed[];
  readonly end: "running" | "done" | "failed";
}

export const LiveCode: Component = defineComponent({
  name: "LiveCode",
  props: { code: { type: String, required: true } },
  setup(props, { slots }) {
    const original = decodeURIComponent(props.code).trimEnd();
    const text = ref(original);
    const isEdited = ref(false);
    const outcome = ref<Outcome>();
    const field = ref<HTMLTextAreaElement>();

    async function edit(): Promise<void> {
      isEdited.value = true;
      await nextTick();
      field.value?.focus();
    }

    function reset(): void {
      isEdited.value = false;
      text.value = original;
      outcome.value = undefined;
    }

    async function start(): Promise<void> {
      outcome.value = { lines: [], end: "running" };
      outcome.value = await run(
        text.value,
        (lines) => outcome.value = { lines, end: "running" },
      );
    }

    const button = (words: string, click: () => void) =>
      h("button", { type: "button", onClick: click }, words);
    const editor = () =>
      h("textarea", {
        ref: field,
        "aria-label": "Code",
        spellcheck: false,
        autocapitalize: "off",
        rows: text.value.split("\n").length + 1,
        value: text.value,
        onInput: (event: Event) => text.value = (event.target as HTMLTextAreaElement).value,
        onKeydown: (event: KeyboardEvent) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) {
            return;
          }
          event.preventDefault();
          start();
        },
      });
    return () =>
      h("div", { class: "live-code" }, [
        isEdited.value ? editor() : slots.default?.(),
        h("div", { class: "live-buttons" }, [
          button("Run", start),
          isEdited.value ? button("Reset", reset) : button("Edit", edit),
          isEdited.value ? h("span", {}, "Ctrl and Enter run it") : undefined,
        ]),
        h(
          "div",
          { class: "live-output", role: "status" },
          outcomeNodes(outcome.value),
        ),
      ]);
  },
});

function outcomeNodes(outcome: Outcome | undefined): VNode[] {
  if (outcome === undefined) return [];
  const { lines, end } = outcome;
  const nodes = lines.map(({ kind, text }) =>
    kind === "log" && text.startsWith("<svg")
      ? h("img", { alt: "The picture that was printed", src: dataOf(text) })
      : h("pre", { class: kind, tabindex: 0 }, text)
  );
  const last = {
    running: "Running …",
    done: lines.length === 0 ? "Done: every assertion holds." : undefined,
    failed: undefined,
  }[end];
  return last === undefined ? nodes : [...nodes, h("p", {}, last)];
}

function dataOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Runs a program in a worker of its own, which is ended when it takes too long. */
function run(
  code: string,
  printed: (lines: Printed[]) => void,
): Promise<Outcome> {
  const worker = new Worker(new URL("./run_worker.ts", import.meta.url), {
    type: "module",
  });
  const lines: Printed[] = [];
  return new Promise<Outcome>((resolve) => {
    const fail = (text: string) =>
      resolve({ lines: [...lines, { kind: "error", text }], end: "failed" });
    setTimeout(
      () => fail(`It has been ended after ${LIMIT / 1000} seconds.`),
      LIMIT,
    );
    worker.onerror = ({ message }) => fail(message);
    worker.onmessage = ({ data }: MessageEvent<Printed | "done">) => {
      if (data === "done") return resolve({ lines: [...lines], end: "done" });
      if (data.kind === "error") return fail(data.text);
      printed([...lines, data]);
      lines.push(data);
    };
    const modules = new URL(withBase("/modules/"), location.href).href;
    worker.postMessage({ code, modules } satisfies RunTask);
  }).finally(() => worker.terminate());
}
