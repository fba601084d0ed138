// Declarations, one to one with the sources, of all files that the signatures of entry points reach. Since every export
// has an explicit type, a file's declarations follow from its own text, and no program has to be checked.

import ts from "typescript";
import { fromFileUrl } from "./paths.ts";
import { project, root } from "./manifest.ts";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  declaration: true,
  isolatedDeclarations: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  stripInternal: true,
};

/** The declarations by the path of their source from the root of the repository, `lib/jit/mod.ts`. */
export function declarations(): Record<string, string> {
  const made: Record<string, string> = {};
  const pending = Object.values(project.exports).map((source) => source.slice(2));
  for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
    if (source in made) continue;
    const text = declarationOf(source);
    const here = new URL(`file://${root}${source}`);
    const imported = Array.from(text.matchAll(IMPORT), ([, , path]) => new URL(path, here));
    pending.push(...imported.map((url) => fromFileUrl(url).slice(root.length)));
    // Compilers from 5.4 on look for "./a.d.ts" by "./a.js", whatever else they are told.
    made[source] = text.replace(IMPORT, (all) => all.replace(/\.ts"$/, '.js"'));
  }
  return made;
}

const IMPORT = /(from |import\(|^import )"(\.[^"]*\.ts)"/gm;

function declarationOf(source: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(
    Deno.readTextFileSync(root + source),
    { fileName: source, reportDiagnostics: true, compilerOptions: options },
  );
  if (diagnostics.length > 0) {
    const said = diagnostics.map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n")
    );
    throw new Error(`Cannot declare what ${source} exports: ${said.join("; ")}`);
  }
  return outputText;
}
