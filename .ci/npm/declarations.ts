// Declarations, one to one with the sources, of all files that the signatures of entry points reach. Since every export
// has an explicit type, a file's declarations follow from its own text, and the program is not checked again.

import ts from "typescript";
import { project, root, typesOf } from "./manifest.ts";
import { resolved } from "./paths.ts";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts"],
  types: [],
  strict: true,
  noCheck: true,
  declaration: true,
  emitDeclarationOnly: true,
  isolatedDeclarations: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  newLine: ts.NewLineKind.LineFeed,
  rootDir: root,
  outDir: root,
};

/** The declarations by their path in the package, `types/lib/jit/mod.d.ts`. */
export function declarations(): Record<string, string> {
  const entries = Object.values(project.exports).map((source) => source.slice(2));
  const program = ts.createProgram(entries.map((source) => root + source), options);
  const made: Record<string, string> = {};
  for (let pending = entries; pending.length > 0;) {
    const source = pending.pop()!;
    if (typesOf(source) in made) continue;
    const text = declarationOf(program, source);
    const imported = Array.from(
      text.matchAll(IMPORT),
      ([, , path]) => resolved(path, root + source),
    );
    pending = [...pending, ...imported.map((path) => path.slice(root.length))];
    // Compilers from 5.4 on look for "./a.d.ts" by "./a.js", whatever else they are told.
    made[typesOf(source)] = text.replace(IMPORT, (all) => all.replace(/\.ts"$/, '.js"'));
  }
  return made;
}

const IMPORT = /(from |import\(|^import )"(\.[^"]*\.ts)"/gm;

function declarationOf(program: ts.Program, source: string): string {
  let text = "";
  const { diagnostics } = program.emit(
    program.getSourceFile(root + source),
    (_, emitted) => text = emitted,
    undefined,
    true,
  );
  if (diagnostics.length > 0) {
    const said = diagnostics.map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n")
    );
    throw new Error(`Cannot declare what ${source} exports: ${said.join("; ")}`);
  }
  return text;
}
