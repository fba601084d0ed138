// Snippets as a newcomer would type them, given to TypeScript's language service: what an editor underlines, with
// which words, and what it shows of a name.

import typescript from "typescript";

/** What the compiler says of a snippet. */
export interface Said {
  /** The messages of its errors, each with the chain of reasons below it. */
  readonly errors: readonly string[];
  /** The types of its top-level constants and functions as hovers print them. */
  readonly hovers: Readonly<Record<string, string>>;
}

/** What the compiler says of several snippets, and what it costs to say it. */
export interface Answers {
  /** What it says of each. */
  readonly said: readonly Said[];
  /** How often it has instantiated a type, the library included. */
  readonly instantiations: number;
}

const root = new URL("../../", import.meta.url);
const { imports, exports } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", root)));
const folder = decodeURIComponent(root.pathname).replace(/\/$/, "");

const options: typescript.CompilerOptions = {
  target: typescript.ScriptTarget.ES2022,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  exactOptionalPropertyTypes: true,
  paths: Object.fromEntries(
    Object.keys(exports).map((entry) => {
      const name = entry.replace(/^\./, "@fluxion/ad");
      return [name, [imports[name].replace(/^\./, folder)]];
    }),
  ),
};

/** Returns what the compiler says of each text, a module of its own. */
export function answersTo(texts: readonly string[]): Answers {
  const nameOf = (i: number) => `${folder}/tests/types/snippet_${i}.ts`;
  const files = new Map(texts.map((text, i) => [nameOf(i), text]));
  const textOf = (name: string) => files.get(name) ?? typescript.sys.readFile(name);
  const service = typescript.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...files.keys()],
    getScriptVersion: () => "1",
    getScriptSnapshot(name) {
      const text = textOf(name);
      return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: typescript.getDefaultLibFilePath,
    fileExists: (name) => files.has(name) || typescript.sys.fileExists(name),
    readFile: textOf,
    directoryExists: typescript.sys.directoryExists,
  });
  const program = service.getProgram() as typescript.Program;
  const said = [...files.keys()].map((name) => {
    const found = [
      ...service.getSyntacticDiagnostics(name),
      ...service.getSemanticDiagnostics(name),
    ];
    const errors = found.map(({ messageText }) =>
      typescript.flattenDiagnosticMessageText(messageText, "\n")
    );
    return { errors, hovers: hoversOf(service, program.getSourceFile(name)!) };
  });
  return { said, instantiations: program.getInstantiationCount() };
}

/** Returns what an editor shows of each name that a snippet declares at its top. */
function hoversOf(
  service: typescript.LanguageService,
  file: typescript.SourceFile,
): Record<string, string> {
  const names = file.statements.filter(typescript.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations.map(({ name }) => name))
    .flatMap((name) =>
      typescript.isIdentifier(name)
        ? [name]
        : name.elements.flatMap((element) =>
          typescript.isBindingElement(element) && typescript.isIdentifier(element.name)
            ? [element.name]
            : []
        )
    );
  return Object.fromEntries(names.map((name) => {
    const shown = service.getQuickInfoAtPosition(file.fileName, name.getStart(file));
    const text = typescript.displayPartsToString(shown?.displayParts);
    return [name.text, text.slice(text.indexOf(": ") + 2).replace(/\s+/g, " ")];
  }));
}
