import type { Diagnostic } from "../../../domain/diagnostic.ts";
import { isError } from "../../../domain/diagnostic.ts";
import { fillSlots } from "../../../domain/slot.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { FormalSpecification } from "../../../domain/specification.ts";
import { blankCode } from "../../../syntax/formal/blank-code.ts";
import type { DafnyRun } from "../adapter/run-dafny.ts";
import { toDiagnostics } from "../adapter/to-diagnostics.ts";
import { DAFNY_RULES } from "../syntax/lexical-rules.ts";
import { readFile, spanOf } from "../syntax/read-file.ts";
import { judgeRun, type LeastProved, provedNames } from "./judge-run.ts";
import { type Given, readGiven } from "./lock.ts";
import type { Prover } from "./prover.ts";

/** What a specification comes to with its slots open: what every candidate for it is measured by. */
export interface StubFacts {
  readonly given: Given;
  readonly least: LeastProved;
  /** `undefined` where Dafny could not parse it. */
  readonly printed: string | undefined;
  readonly procedures: DafnyRun["procedures"];
  readonly isUsable: boolean;
  /** Whether Dafny came to an end. */
  readonly isClear: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves and proves the given text with `assume false` in what is open; nobody's answer is in it. */
export async function examineStub(
  specification: FormalSpecification,
  includes: readonly SourceText[],
  prover: Prover,
  timeoutMs: number,
): Promise<StubFacts> {
  const { path } = specification;
  const given = readGiven(
    specification,
    includes.map(({ text }) => text),
  );
  const source = { path, text: fillOpenBodies(specification, given) };
  const run = await prover.run({
    source,
    includes,
    task: { kind: "verify", refusesAssumptions: false },
    timeoutMs,
    signal: undefined,
  });
  const said = toDiagnostics(run.messages, run.stage, {
    files: run.files,
    path,
    version: prover.dafny.version,
  });
  const judged = judgeRun(run, said, { count: 0, names: new Set() }, path);
  const inGiven = judged.diagnostics.filter(
    (one) => isError(one) && (one.phase !== "proof" || isGivens(one, source, given)),
  );
  const isClear = judged.status !== "inconclusive";
  const summary = isClear ? run.summary : undefined;
  return {
    given,
    least: {
      count: summary?.verified ?? 0,
      names: summary === undefined ? new Set() : provedNames(run),
    },
    printed: run.printed,
    procedures: run.procedures,
    isUsable: isClear && inGiven.length === 0,
    isClear,
    diagnostics: isClear
      ? [...inGiven, ...judged.diagnostics.filter((one) => !isError(one))]
      : judged.diagnostics,
  };
}

/** Whether an error is one of the given text, so that no answer could mend it. */
function isGivens({ span }: Diagnostic, { path, text }: SourceText, { open }: Given): boolean {
  if (span === undefined || span.file !== path) return true;
  const file = readFile(text);
  return file.parsed.some((one) => {
    const { start, end } = spanOf(file, one);
    return span.start >= start && span.start < end && !open.has(one.name);
  });
}

/** An empty place where the body of a method or lemma belongs gets one that assumes everything. */
function fillOpenBodies(specification: FormalSpecification, { declarations }: Given): string {
  const texts = new Map<string, string>();
  for (const { name, role, start, end } of specification.slots) {
    if (role !== "body") continue;
    const isBlank =
      blankCode(specification.source.slice(start, end), DAFNY_RULES).code.trim() === "";
    const owner = declarations.findLast((one) => one.end <= start && one.body === undefined);
    if (isBlank && owner !== undefined && /(?:^|ghost )(?:method|lemma)$/.test(owner.kind))
      texts.set(name, "{ assume false; }\n");
  }
  return fillSlots(specification, texts);
}
