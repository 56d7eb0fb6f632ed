import { posix } from "node:path";
import type { Diagnostic } from "../../../domain/diagnostic.ts";
import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { ModuleTree } from "../compiler-messages.ts";
import { emitModules, type ForeignImport } from "./emit-modules.ts";
import { diagnoseForeign } from "./foreign-imports.ts";
import { withHarness } from "./harness-files.ts";
import type { OpenCandidate } from "./open-candidate.ts";

/**
 * The user's test files as JavaScript, with all that they import. Their types are not checked.
 *
 * @throws {Fault} `specification/invalid` when a test imports what cannot be there.
 */
export function compileTests(
  testFiles: readonly SourceText[],
  candidate: OpenCandidate,
): { readonly diagnostics: readonly Diagnostic[]; readonly modules: ModuleTree | undefined } {
  const texts = new Map(
    testFiles.map(({ path, text }) => [posix.join(candidate.root, path), text] as const),
  );
  const files = candidate.filesWith(texts);
  const { tree, foreign } = emitModules([...texts.keys()], candidate.settings, files);
  const isTest = ({ file }: ForeignImport): boolean => texts.has(`${candidate.root}/${file}`);
  const [wrong] = foreign.filter(isTest);
  if (wrong !== undefined) throw unusableTest(wrong);
  const diagnostics = diagnoseForeign(foreign, candidate, "test");
  return { diagnostics, modules: diagnostics.length > 0 ? undefined : withHarness(tree) };
}

function unusableTest({ file, specifier }: ForeignImport): Fault {
  const why = specifier.startsWith(".")
    ? "which does not exist"
    : "and packages are not in the sandbox";
  return new Fault(
    "specification/invalid",
    `Cannot run the tests in ${file}: they import ${JSON.stringify(specifier)}, ${why}`,
    {
      help: "Write tests with `node:test` and `node:assert`, and import the code by its relative path",
    },
  );
}
