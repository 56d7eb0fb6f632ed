import ts from "typescript";
import type { CheckPhase } from "../../../domain/check-phase.ts";
import type { Diagnostic, DiagnosticCategory, SourceSpan } from "../../../domain/diagnostic.ts";
import { isInside } from "./project-files.ts";

/** Longest message; what the compiler says about overloads can fill pages. */
const MOST_CHARACTERS = 700;

/** Names, imports and exports that are unknown or declared twice. */
const NAME_CODES = new Set([
  1192, 2300, 2304, 2305, 2306, 2307, 2311, 2323, 2451, 2492, 2503, 2552, 2580, 2581, 2582, 2583,
  2584, 2591, 2592, 2593, 2613, 2614, 2662, 2663, 2694, 2724, 2732, 2792, 2833, 2867, 2868, 2882,
  18004,
]);

/** What can be done where the compiler's own advice is for the owner of the project. */
const HELP: Readonly<Record<number, string>> = {
  2307: "Import only files and packages that the project has",
  2580: "The project has no types for Node: write it with the language's own means",
  2591: "The project has no types for Node: write it with the language's own means",
};

const SEVERITIES = {
  [ts.DiagnosticCategory.Error]: "error",
  [ts.DiagnosticCategory.Warning]: "warning",
  [ts.DiagnosticCategory.Suggestion]: "hint",
  [ts.DiagnosticCategory.Message]: "information",
} as const;

/** The compiler's diagnostic in our words. Both count UTF-16 units, so offsets stay as they are. */
export function diagnose(diagnostic: ts.Diagnostic, phase: CheckPhase, root: string): Diagnostic {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const code = `TS${diagnostic.code}`;
  const severity = SEVERITIES[diagnostic.category];
  return {
    tool: "tsc",
    code,
    phase,
    category: categoryOf(diagnostic, phase),
    severity,
    message: shorten(text.replaceAll(/\s*\n\s*/g, " ")),
    span: spanOf(diagnostic, root),
    related: (diagnostic.relatedInformation ?? []).map((related) => ({
      message: ts.flattenDiagnosticMessageText(related.messageText, " "),
      span: spanOf(related, root),
    })),
    help: text.match(/Did you mean .*?\?/)?.[0] ?? HELP[diagnostic.code],
    facts: {},
    fixes: [],
    raw: `${severity} ${code}: ${text}`,
  };
}

const categoryOf = ({ code }: ts.Diagnostic, phase: CheckPhase): DiagnosticCategory => {
  if (phase === "syntax") return "syntax";
  return NAME_CODES.has(code) ? "name" : "type";
};

const shorten = (text: string): string =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;

/** Places in the library and in packages are left out: they lie on this machine only. */
function spanOf(
  { file, start, length }: ts.DiagnosticRelatedInformation,
  root: string,
): SourceSpan | undefined {
  if (file === undefined || start === undefined) return undefined;
  if (!isInside(file.fileName, root) || file.fileName.includes("/node_modules/")) return undefined;
  return { file: file.fileName.slice(root.length + 1), start, end: start + (length ?? 0) };
}
