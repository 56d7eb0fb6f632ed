import type { CheckPhase } from "../../../domain/check-phase.ts";
import { type Diagnostic, isError } from "../../../domain/diagnostic.ts";
import type { Compilation, CompileRequest } from "../compiler-messages.ts";
import { compileExamples, requireExamples } from "./compile-examples.ts";
import { compileTests } from "./compile-tests.ts";
import { diagnose } from "./diagnose.ts";
import { openCandidate } from "./open-candidate.ts";
import { checkSignature } from "./signature/check-signature.ts";
import { readSignature } from "./signature/read-signature.ts";

/**
 * All that can be said of a candidate without running it, phase by phase, up to the first that finds an error.
 *
 * @throws {Fault} `specification/invalid`, `config/invalid` or `output/outside`.
 */
export function compileCandidate(request: CompileRequest): Compilation {
  const { signature, examples, testFiles, root } = request;
  // What is wrong with the specification is so for every candidate, and none should be blamed first.
  const wanted = signature === undefined ? [] : readSignature(signature);
  requireExamples(examples);

  const candidate = openCandidate(request);
  const { program, file } = candidate;
  const sources = [file, ...candidate.companions];
  const diagnostics: Diagnostic[] = [];
  const held: { phase: CheckPhase; count: number }[] = [];
  let modules: Pick<Compilation, "examples" | "tests"> = { examples: undefined, tests: undefined };
  const phases: readonly Phase[] = [
    {
      phase: "syntax",
      count: sources.length,
      run: () =>
        sources
          .flatMap((source) => program.getSyntacticDiagnostics(source))
          .map((one) => diagnose(one, "syntax", root)),
    },
    {
      phase: "type",
      count: sources.length,
      run: () =>
        sources
          .flatMap((source) => program.getSemanticDiagnostics(source))
          .map((one) => diagnose(one, "type", root)),
    },
    {
      phase: "signature",
      count: wanted.length,
      run: () => checkSignature(wanted, signature ?? "", file, request.path),
    },
    {
      phase: "example",
      count: examples.length,
      run() {
        const compiled = compileExamples(examples, candidate);
        modules = { ...modules, examples: compiled.modules };
        return compiled.diagnostics;
      },
    },
    {
      phase: "test",
      count: testFiles.length,
      run() {
        const compiled = compileTests(testFiles, candidate);
        modules = { ...modules, tests: compiled.modules };
        return compiled.diagnostics;
      },
    },
  ];
  let last: CheckPhase = "syntax";
  for (const { phase, count, run } of phases) {
    if (count === 0) continue;
    last = phase;
    const found = run();
    diagnostics.push(...found);
    if (found.some(isError))
      return { phase, diagnostics, held, examples: undefined, tests: undefined };
    // Examples and tests are only made ready here.
    if (phase !== "example" && phase !== "test") held.push({ phase, count });
  }
  return { phase: last, diagnostics, held, ...modules };
}

interface Phase {
  readonly phase: CheckPhase;
  /** How many things it checks. */
  readonly count: number;
  run(): readonly Diagnostic[];
}
