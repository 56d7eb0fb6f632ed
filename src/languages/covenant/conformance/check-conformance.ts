/** Whether a program is what was asked for: its signature, effects, given declarations and definitions. */

import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import type { Specification, Task } from "../../../domain/specification.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import { findGap } from "./completeness.ts";
import { findMissingDeclarations, findOtherDeclarations } from "./declarations.ts";
import { describeEffects, describeSignature } from "./describe-signature.ts";
import { findAsked } from "./find-asked.ts";
import { findHiddenEffects } from "./hidden-effects.ts";
import { effectsOf, functionOf, type Head, readHead } from "./read-head.ts";

/**
 * What differs from the specification; empty when all of it is there.
 *
 * @throws {Fault} `specification/invalid` for a signature that cannot be read.
 */
export function checkConformance(
  program: Program,
  file: string,
  specification: Specification,
): readonly Diagnostic[] {
  const { signature } = specification;
  const task = specification.kind === "covenant-task" ? specification.task : undefined;
  const report = createReport(file);
  if (signature !== undefined) checkHead(program, readHead(signature), report);
  if (task !== undefined) checkTask(program, task, report);
  return report.diagnostics;
}

/** What is missing in a function that otherwise does what was asked; to be looked at last, for running it tells more. */
export function checkCompleteness(
  program: Program,
  file: string,
  specification: Specification,
): readonly Diagnostic[] {
  const report = createReport(file);
  const gap = findGap(program, specification);
  if (gap !== undefined) {
    const help = "Write the whole body, with a return on every path";
    report.add("signature/incomplete", gap.snippet.id, gap.message, { help });
  }
  return report.diagnostics;
}

interface Report {
  readonly diagnostics: Diagnostic[];
  add(code: string, range: Range, message: string, options?: ReportOptions): void;
}
interface ReportOptions {
  readonly help?: string;
  readonly severity?: Diagnostic["severity"];
}

function createReport(file: string): Report {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    add(code, { start, end }, message, { help, severity = "error" } = {}) {
      diagnostics.push(
        createDiagnostic({
          tool: "specification",
          code,
          phase: "signature",
          category: "specification-changed",
          severity,
          message,
          span: { file, start, end },
          help,
        }),
      );
    },
  };
}

const START: Range = { start: 0, end: 0 };

function checkHead(program: Program, head: Head, report: Report): void {
  const wanted = head.id ?? head.signature.name.text;
  const [snippet, another] = findAsked(program, head);
  if (another !== undefined) {
    report.add("signature/ambiguous", another.id, `More than one snippet is called "${wanted}"`, {
      help: "Keep one, and give the other a name of its own",
    });
    return;
  }
  if (snippet === undefined) {
    report.add("signature/missing", START, `The file does not define the function "${wanted}"`, {
      help: `Write snippet id="${wanted}" kind="fn"`,
    });
    return;
  }
  if (snippet.kind !== "fn") {
    report.add(
      "signature/kind",
      snippet.kindName,
      `"${wanted}" is a "${snippet.kind}", not a "fn"`,
      {
        help: 'Write it with kind="fn" and a body',
      },
    );
    return;
  }
  checkSections(snippet, report);
  const found = functionOf(snippet);
  compare(
    "signature/changed",
    "The signature",
    {
      wanted: describeSignature(head.signature),
      found: found === undefined ? [] : describeSignature(found),
    },
    found ?? snippet.id,
    report,
  );
  if (head.effects === undefined) return;
  const wantedEffects = describeEffects(head.effects);
  const foundEffects = describeEffects(effectsOf(snippet));
  const section = snippet.sections.findLast(({ kind }) => kind === "effects");
  const place = section?.keyword ?? snippet.id;
  compare(
    "signature/effects",
    "The effects",
    { wanted: wantedEffects, found: foundEffects },
    place,
    report,
  );
  const hidden = findHiddenEffects(program, snippet);
  if (hidden.length > 0)
    report.add(
      "signature/effects",
      place,
      `The function has effects besides: ${hidden.join(", ")}`,
      {
        help: "Do without what has them: the specification allows no other effects",
      },
    );
}

/** Of two bodies the checker would read one, and a compiler might run the other. */
function checkSections({ id, sections }: Snippet, report: Report): void {
  const kinds = new Set<string>();
  for (const { kind, keyword } of sections) {
    if (kinds.has(kind) && (kind === "signature" || kind === "effects" || kind === "body"))
      report.add("signature/ambiguous", keyword, `"${id.text}" has a second section "${kind}"`, {
        help: "Keep the one that counts",
      });
    kinds.add(kind);
  }
}

function compare(
  code: string,
  what: string,
  { wanted, found }: { readonly wanted: readonly string[]; readonly found: readonly string[] },
  place: Range,
  report: Report,
): void {
  if (wanted.join("\n") === found.join("\n")) return;
  const [wantedLines, foundLines] = [new Set(wanted), new Set(found)];
  const missing = wanted.filter((line) => !foundLines.has(line));
  const extra = found.filter((line) => !wantedLines.has(line));
  const parts = [
    ...(missing.length === 0 ? [] : [`missing ${missing.join(", ")}`]),
    ...(extra.length === 0 ? [] : [`not asked for ${extra.join(", ")}`]),
  ];
  const why = parts.length === 0 ? "the order differs" : parts.join("; ");
  const help = wanted.length === 0 ? "Declare none" : `Write exactly: ${wanted.join(" / ")}`;
  report.add(code, place, `${what} of the function differ from the specification: ${why}`, {
    help,
  });
}

function checkTask(program: Program, task: Task, report: Report): void {
  for (const id of findMissingDeclarations(program, task.declarations)) {
    report.add("declaration/missing", START, `The given snippet "${id}" is not in the file`, {
      help: "Copy the given declarations unchanged",
    });
  }
  for (const snippet of findOtherDeclarations(program, task.declarations)) {
    const message = `What is given was changed, or declared again, by the snippet "${snippet.id.text}"`;
    report.add("declaration/changed", snippet.id, message, {
      help: "Copy the given declarations unchanged, and give your own types other names",
    });
  }
  const snippets = new Map(program.snippets.map((each) => [each.id.text, each]));
  for (const { id, kind } of task.definitions) {
    const snippet = snippets.get(id);
    if (snippet === undefined)
      report.add("definition/missing", START, `The file does not define the ${kind} "${id}"`);
    else if (snippet.kind !== kind)
      report.add(
        "definition/kind",
        snippet.kindName,
        `"${id}" is a "${snippet.kind}", not a "${kind}"`,
      );
  }
  checkRequirementIds(program, task, report);
}

/** Requirements explain a function and do not change what it does: that one is not mentioned is worth a warning. */
function checkRequirementIds(program: Program, task: Task, report: Report): void {
  const asked = program.snippets.find(({ id }) => id.text === task.functionId);
  const mentioned = new Set(
    asked?.sections.flatMap((section) =>
      section.kind === "requires" ? section.requirements.map(({ id }) => id.text) : [],
    ),
  );
  for (const { id } of task.requirements.filter((each) => !mentioned.has(each.id))) {
    const help = `Add req id="${id}" to the requires section of "${task.functionId}"`;
    const message = `The requirement "${id}" is not mentioned`;
    report.add("requirement/missing", asked?.id ?? START, message, { help, severity: "warning" });
  }
}
