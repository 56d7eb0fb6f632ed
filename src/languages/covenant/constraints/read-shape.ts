/** What a specification fixes before anybody writes: the given declarations, the function's head, the names to choose from. */

import type { Specification, Task } from "../../../domain/specification.ts";
import { readHead } from "../conformance/read-head.ts";
import { format } from "../format/format.ts";
import { sectionsOf } from "../semantics/declarations.ts";
import type { Program, Section } from "../syntax/ast.ts";
import { parse } from "../syntax/parse.ts";
import type { ProgramShape } from "./rules/program-rules.ts";

export interface ReadShape {
  readonly shape: ProgramShape;
  /** The given declarations in canonical layout with a blank line after them; empty where none are given. */
  readonly prefix: string;
  /** Definitions of a kind that is not proposed. */
  readonly unproposed: readonly string[];
}

/** Dialects of SQL that the language knows by name. */
const DIALECTS = ["postgres", "mysql", "sqlite", "sqlserver"] as const;

/**
 * @throws {Fault} `specification/invalid` for a signature that cannot be read.
 * @returns `undefined` where the specification has no signature.
 */
export function readShape(specification: Specification): ReadShape | undefined {
  const { signature } = specification;
  if (signature === undefined) return undefined;
  const head = readHead(signature);
  const task = specification.kind === "covenant-task" ? specification.task : undefined;
  const id = head.id ?? `main.${head.signature.name.text}`;
  const whole = canonical(renderHead(id, signature, task));
  const given = canonical(task?.declarations ?? "");
  const program = parse(whole).program;
  const databases = parse(given).program.snippets.filter(({ kind }) => kind === "database");
  const definitions = task?.definitions ?? [];
  const databaseIds = definitions.filter(({ kind }) => kind === "database").map((each) => each.id);
  return {
    shape: {
      module: id.slice(0, Math.max(0, id.lastIndexOf("."))) || "main",
      functionId: id,
      databaseIds,
      effects: [...new Set((head.effects ?? []).map(({ name }) => name.text))],
      dialects: dialectsOf(databases.length > 0 && databaseIds.length === 0 ? databases : []),
      head: whole.slice(whole.indexOf(" kind="), whole.lastIndexOf("\nend")),
      requirements: requirementsOf(program),
    },
    prefix: given === "" ? "" : `${given}\n`,
    unproposed: definitions
      .filter(({ kind }) => !PROPOSED_KINDS.has(kind))
      .map((each) => `the ${each.kind} "${each.id}"`),
  };
}

const PROPOSED_KINDS: ReadonlySet<string> = new Set(["database", "struct", "enum", "fn"]);

/** The asked snippet without its body. */
function renderHead(id: string, signature: string, task: Task | undefined): string {
  const text = signature.trim();
  if (/^fn\b/.test(text)) return `snippet id="${id}" kind="fn"\nsignature\n${text}\nend\nend\n`;
  const source = parse(text).findings.length === 0 ? text : `${text}\nend`;
  const [snippet] = parse(source).program.snippets;
  const sliceOf = (kinds: readonly Section["kind"][]): readonly string[] =>
    (snippet?.sections ?? [])
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ start, end }) => source.slice(start, end));
  const requires =
    task === undefined || task.requirements.length === 0
      ? sliceOf(["requires"])
      : ["requires", ...task.requirements.map(renderRequirement), "end"];
  return [
    `snippet id="${id}" kind="fn"`,
    ...sliceOf(["effects"]),
    ...requires,
    ...sliceOf(["types", "signature"]),
    "end",
  ].join("\n");
}

const renderRequirement = ({ id, text, priority }: Task["requirements"][number]): string =>
  `req id=${quote(id)} text ${quote(text)} priority ${priority} end`;

const quote = (text: string): string =>
  `"${text
    .replace(/\\/g, "\\\\")
    .replace(/"/g, '\\"')
    .replace(/\s*\n\s*/g, " ")}"`;

/** Unreadable text is refused elsewhere, with its place. */
function canonical(text: string): string {
  const result = format(text);
  return result.kind === "formatted" ? result.text : text;
}

const requirementsOf = ({ snippets }: Program): ProgramShape["requirements"] =>
  snippets.flatMap((snippet) =>
    sectionsOf(snippet, "requires").flatMap(({ requirements }) =>
      requirements.map(({ id, priority }) => ({
        id: id.text,
        isCritical: priority === "critical",
      })),
    ),
  );

/** What the given databases say they speak; all known ones where nothing is said. */
function dialectsOf(databases: Program["snippets"]): readonly string[] {
  const said = databases.flatMap((snippet) =>
    sectionsOf(snippet, "metadata").flatMap(({ entries }) =>
      entries.flatMap(({ key, value }) =>
        key.text === "dialect" && value.kind === "string" ? [value.value] : [],
      ),
    ),
  );
  return said.length === 0 ? DIALECTS : [...new Set(said)];
}
