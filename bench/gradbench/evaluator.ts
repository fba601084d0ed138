// The process that evaluates: it answers line by line what it is asked, until there is no more or it dies
// of a size that is too much for it. With `--jit` it compiles what it evaluates.

import { linesOf, writeLine } from "./lines.ts";
import { respond } from "./protocol.ts";
import { compiled, dynamic } from "./ready.ts";

if (import.meta.main) {
  const ready = Deno.args.includes("--jit") ? compiled : dynamic;
  const writer = Deno.stdout.writable.getWriter();
  for await (const line of linesOf(Deno.stdin.readable)) {
    await writeLine(writer, respond(line, ready));
  }
}
