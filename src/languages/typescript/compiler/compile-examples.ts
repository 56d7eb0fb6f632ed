import { posix } from "node:path";
import type { Diagnostic } from "../../../domain/diagnostic.ts";
import type { Example } from "../../../domain/specification.ts";
import type { Compilation, ModuleTree } from "../compiler-messages.ts";
import { type CallList, callListPath, renderCallList, requireExpression } from "./call-list.ts";
import { diagnose } from "./diagnose.ts";
import { emitModules } from "./emit-modules.ts";
import { diagnoseForeign } from "./foreign-imports.ts";
import { withHarness } from "./harness-files.ts";
import { findOfferedNames } from "./offered-names.ts";
import type { OpenCandidate } from "./open-candidate.ts";
import { createProgram } from "./program.ts";

/** @throws {Fault} `specification/invalid` when a part of an example is no expression. */
export function requireExamples(examples: readonly Example[]): void {
  for (const { call, expected } of examples) {
    requireExpression(call, "example");
    if (expected.kind === "returns") requireExpression(expected.expression, "expected value");
  }
}

/** Modules that make the calls and, apart from the candidate, the expected values; or what is wrong with the calls. */
export function compileExamples(
  examples: readonly Example[],
  candidate: OpenCandidate,
): { readonly diagnostics: readonly Diagnostic[]; readonly modules: Compilation["examples"] } {
  const { path, program, file, settings } = candidate;
  const names = findOfferedNames(file, program.getTypeChecker());
  const list = renderCallList(
    examples.map(({ call }) => call),
    { path, names },
  );
  const listPath = callListPath(path);
  const files = candidate.filesWith(new Map([[listPath, list.text]]));

  const listProgram = createProgram([path, listPath], settings, files);
  const found = listProgram.getSemanticDiagnostics(listProgram.getSourceFile(listPath));
  const wrong = examples.flatMap(({ call }, at) =>
    found
      .filter(({ start }) => isWithin(start, list.ranges[at]))
      .map((diagnostic) => nameExample(diagnose(diagnostic, "example", candidate.root), call)),
  );
  if (wrong.length > 0) return { diagnostics: wrong, modules: undefined };

  const { tree, foreign } = emitModules([listPath], settings, files);
  const diagnostics = diagnoseForeign(foreign, candidate, "example");
  if (diagnostics.length > 0) return { diagnostics, modules: undefined };
  const expected = compileExpected(examples, candidate);
  return { diagnostics, modules: { calls: withHarness(tree), expected: withHarness(expected) } };
}

const isWithin = (
  start: number | undefined,
  range: CallList["ranges"][number] | undefined,
): boolean =>
  start !== undefined && range !== undefined && start >= range.start && start <= range.end;

/** The generated module is nobody's file: an example is named by its text. */
const nameExample = (diagnostic: Diagnostic, call: string): Diagnostic => ({
  ...diagnostic,
  category: "type",
  span: undefined,
  message: `The example \`${call}\` does not fit: ${diagnostic.message}`,
});

function compileExpected(examples: readonly Example[], candidate: OpenCandidate): ModuleTree {
  const expressions = examples.flatMap(({ expected }) =>
    expected.kind === "returns" ? [expected.expression] : [],
  );
  const path = posix.join(candidate.root, "specwright-expected.ts");
  const { text } = renderCallList(expressions, undefined);
  const files = candidate.filesWith(new Map([[path, text]]));
  return emitModules([path], candidate.settings, files).tree;
}
