import type { Candidate } from "../../domain/candidate.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import { createDiagnostic, type Diagnostic, isError } from "../../domain/diagnostic.ts";
import type { NodeContract } from "../../domain/node-contract.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { CheckRecord, NotRunCheck, Verdict } from "../../domain/verdict.ts";
import type { Checker, CheckOptions, LanguagePack } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { checkEvidence } from "./check-evidence.ts";
import { type Core, findCore } from "./core/find-core.ts";
import { findPython } from "./core/find-python.ts";
import { readFacts } from "./core/read-facts.ts";
import { canStart } from "./core/worker.ts";
import { createDeepChecks, type DeepChecks } from "./deep-checks.ts";
import { findSwitches } from "./find-switches.ts";
import { findMarks } from "./incomplete.ts";
import { gatherFiles } from "./node-files.ts";
import { STRICT } from "./profiles.ts";
import { rulesFor } from "./rules/all-rules.ts";
import { openNode, type Wanted } from "./rules/node-unit.ts";
import { runRules } from "./rules/run-rules.ts";

/**
 * Judges a node's files together: syntax by Python, house rules by tree, then types and a run, where pyright and the
 * core package are here. What is not here is said to be not run.
 */
export async function openChecker(python: LanguagePack, machine: Machine): Promise<Checker> {
  const found = await findCore(machine);
  const core = "why" in found ? undefined : found;
  const facts = await readFacts(core, machine);
  const syntax = await python.openChecker(await withModernPython(machine, core));
  const deep = createDeepChecks(found, canStart(machine.sandbox), machine);
  const tool = { name: "onex", version: facts.version };

  async function check(candidate: Candidate, options: CheckOptions): Promise<Verdict> {
    options.signal?.throwIfAborted();
    const endsAt = machine.clock.elapsed() + options.timeoutMs;
    const left = (): CheckOptions => ({
      ...options,
      timeoutMs: Math.max(1, endsAt - machine.clock.elapsed()),
    });
    const files = (await gatherFiles(candidate, machine.files)).filter(isPython);
    const parsed = await checkSyntax(candidate, files, left());
    if (parsed.status !== "accepted") return parsed;

    const contract = contractOf(options);
    const told = await checkRules(files, contract, options);
    const checks: readonly CheckRecord[] = [
      ...parsed.checks,
      { phase: "compliance", tool, count: rulesFor(contract?.kind).length, sandbox: undefined },
    ];
    if (told.some(isError)) return rejected(told, { checks: parsed.checks, notRun: [] });
    return await checkDeeply(deep, candidate, files, { options: left(), contract, told, checks });
  }

  /** Every file by itself; the first that is not Python decides. */
  async function checkSyntax(
    candidate: Candidate,
    files: readonly SourceText[],
    options: CheckOptions,
  ): Promise<Verdict> {
    const diagnostics: Diagnostic[] = [];
    const alone = { ...options, specification: undefined, profile: python.profiles[0] };
    for (const file of files) {
      const verdict = await syntax.check({ ...candidate, ...file, companions: [] }, alone);
      diagnostics.push(...verdict.diagnostics);
      if (verdict.status === "inconclusive") return { ...verdict, diagnostics };
    }
    const record = {
      phase: "syntax",
      tool: syntax.tool,
      count: files.length,
      sandbox: undefined,
    } as const;
    return diagnostics.some(isError)
      ? { status: "rejected", phase: "syntax", diagnostics, checks: [], notRun: [] }
      : { status: "accepted", phase: "syntax", diagnostics, checks: [record], notRun: [] };
  }

  async function checkRules(
    files: readonly SourceText[],
    contract: NodeContract | undefined,
    options: CheckOptions,
  ): Promise<readonly Diagnostic[]> {
    const unit = await openNode(files, machine.syntax, {
      core: facts,
      contract,
      wanted: wantedOf(contract),
    });
    const marks = options.isIncomplete === true ? [] : findMarks(files);
    // What is written to a contract may not excuse itself from the house's rules.
    const areExcusesHeard = options.specification === undefined;
    const said = [...runRules(unit, { areExcusesHeard }), ...(await checkEvidence(unit, options))];
    return [...marks, ...(options.profile === STRICT ? said.map(harden) : said)];
  }

  return {
    tool,
    check,
    async findBypasses(candidate, options) {
      options.signal?.throwIfAborted();
      const own = [{ path: candidate.path, text: candidate.text }, ...candidate.companions];
      const diagnostics: Diagnostic[] = [];
      for (const file of own.filter(isPython))
        diagnostics.push(
          ...(await syntax.findBypasses({ ...candidate, ...file, companions: [] }, options)),
          ...(await findSwitches(file, machine.syntax)),
        );
      return diagnostics;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([syntax[Symbol.asyncDispose](), deep[Symbol.asyncDispose]()]);
    },
  };
}

interface Progress {
  readonly options: CheckOptions;
  readonly contract: NodeContract | undefined;
  readonly told: readonly Diagnostic[];
  readonly checks: readonly CheckRecord[];
}

async function checkDeeply(
  deep: DeepChecks,
  candidate: Candidate,
  files: readonly SourceText[],
  { options, contract, told, checks: before }: Progress,
): Promise<Verdict> {
  const outcomes = await deep.check(candidate, files, contract, options);
  const diagnostics = [...told, ...outcomes.flatMap((outcome) => outcome.diagnostics)];
  const notRun = outcomes.flatMap((outcome) => outcome.notRun);
  const held = outcomes.filter((outcome) => !outcome.diagnostics.some(isError));
  const checks = [...before, ...held.flatMap((outcome) => outcome.checks)];
  if (diagnostics.some(isError)) return rejected(diagnostics, { checks, notRun });
  const obstacle = outcomes.find((outcome) => outcome.obstacle !== undefined)?.obstacle;
  const phase = checks.at(-1)?.phase ?? "compliance";
  if (obstacle === undefined) return { status: "accepted", phase, diagnostics, checks, notRun };
  return {
    status: "inconclusive",
    reason: obstacle.reason,
    phase,
    diagnostics: [...diagnostics, remark(obstacle.detail)],
    checks,
    notRun,
  };
}

const rejected = (
  diagnostics: readonly Diagnostic[],
  rest: { readonly checks: readonly CheckRecord[]; readonly notRun: readonly NotRunCheck[] },
): Verdict => ({
  status: "rejected",
  phase: (diagnostics.findLast(isError)?.phase ?? "compliance") satisfies CheckPhase,
  diagnostics,
  ...rest,
});

const remark = (message: string): Diagnostic =>
  createDiagnostic({
    tool: "onex",
    phase: "test",
    category: "resource",
    severity: "information",
    message: message.split("\n").at(-1) ?? message,
  });

const isPython = ({ path }: SourceText): boolean => path.endsWith(".py");

/** Under the strict profile what is only told becomes what is refused. */
const harden = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.severity === "warning" ? { ...diagnostic, severity: "error" } : diagnostic;

const contractOf = ({ specification }: CheckOptions): NodeContract | undefined =>
  specification?.kind === "node-contract" ? specification.contract : undefined;

/** The models that the contract places in the node's own package. */
function wantedOf(contract: NodeContract | undefined): Wanted | undefined {
  if (contract === undefined) return undefined;
  const own = [contract.inputModel, contract.outputModel].filter((path) =>
    path.startsWith(`${contract.package}.`),
  );
  return {
    classes: [...new Set(own.map((path) => path.slice(path.lastIndexOf(".") + 1)))],
    functions: [],
  };
}

/** The machine, whose Python is one that nodes run on: an older one would refuse what is right. */
async function withModernPython(machine: Machine, core: Core | undefined): Promise<Machine> {
  const modern = core?.interpreter ?? (await findPython(machine))?.path;
  if (modern === undefined) return machine;
  const { toolRunner } = machine;
  return {
    ...machine,
    toolRunner: {
      ...toolRunner,
      find: (program) => toolRunner.find(program === "python3" ? modern : program),
    },
  };
}
