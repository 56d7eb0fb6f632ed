import { closest, distance } from "fastest-levenshtein";
import { type Document, isMap, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { CovenantTaskSpecification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { renderSignature } from "./render-signature.ts";
import { renderText } from "./render-text.ts";
import { splitOf } from "./split.ts";
import { type TaskFile, taskSchema } from "./task-schema.ts";

/**
 * A task file → specification.
 *
 * @throws {Fault} `specification/invalid` with the line, and a suggestion for a field that does not exist.
 */
export function readTaskFile(
  { path, text }: SourceText,
  languages: readonly LanguagePack[],
): CovenantTaskSpecification {
  const lines = new LineCounter();
  const refuse = (offset: number, what: string, help: string): Fault =>
    new Fault(
      "specification/invalid",
      `Cannot read ${path}:${lines.linePos(offset).line}: ${what}`,
      {
        help,
      },
    );
  const document = parseDocument(text, { lineCounter: lines, logLevel: "error" });
  const file = readDocument(document, refuse);
  const language = languages.find(({ id }) => id === file.language);
  if (language === undefined) {
    const known = languages.map(({ id }) => id).join(", ");
    const offset = offsetOf(document, ["language"]);
    throw refuse(offset, `there is no language "${file.language}"`, `Languages here: ${known}`);
  }
  return toSpecification(file, language);
}

type Refuse = (offset: number, what: string, help: string) => Fault;

const FIELDS = Object.keys(taskSchema.shape);
const FIELDS_HELP = `Fields: ${FIELDS.join(", ")}`;

function readDocument(document: Document, refuse: Refuse): TaskFile {
  // What the parser only warns of, such as a tag that nobody knows, would be read as something else.
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    const [says = ""] = error.message.split("\n");
    const what = /call stack/.test(says)
      ? "it is nested too deeply"
      : says.replace(/ at line .*$/, "");
    throw refuse(error.pos[0], what, "Values with a colon, a hash or quotes inside want quotes");
  }
  if (!isMap(document.contents)) throw refuse(0, "a task is a list of fields", FIELDS_HELP);
  refuseLongNumbers(document, refuse);
  const result = taskSchema.safeParse(toPlain(document, refuse));
  if (result.success) {
    refuseOtherArguments(result.data, document, refuse);
    return result.data;
  }
  // A field that is misspelt is missing too: what stands there helps more.
  const { issues } = result.error;
  const unknown = issues.find(({ code }) => code === "unrecognized_keys");
  throw refuseIssue(document, unknown ?? issues[0], refuse);
}

/** Whole numbers beyond 2^53 would silently become others. */
function refuseLongNumbers(document: Document, refuse: Refuse): void {
  visit(document, {
    Scalar(_, { value, source = "", range }) {
      const isExact = typeof value !== "number" || Number.isSafeInteger(value);
      if (isExact || !/^[-+]?(?:\d+|0x[\da-f]+|0o[0-7]+)$/i.test(source)) return;
      const help = `Write { $int: "${source}" }`;
      throw refuse(range?.[0] ?? 0, `the number ${source} is too long to be read exactly`, help);
    },
  });
}

/** No answer could satisfy a behaviour that calls the function with other arguments than it has. */
function refuseOtherArguments(
  { parameters, behaviours }: TaskFile,
  document: Document,
  refuse: Refuse,
): void {
  const names = new Set(parameters.map(({ name }) => name));
  const needed = parameters.filter(({ type }) => !/^Optional<|\?$/.test(type));
  for (const [index, { name, args }] of behaviours.entries()) {
    const unknown = Object.keys(args).find((key) => !names.has(key));
    const missing = needed.find((each) => !Object.hasOwn(args, each.name));
    const what =
      unknown === undefined
        ? missing && `the argument "${missing.name}" is missing`
        : `there is no parameter "${unknown}"`;
    if (what === undefined) continue;
    const place = offsetOf(document, ["behaviours", index, "args", ...(unknown ? [unknown] : [])]);
    throw refuse(place, `behaviour "${name}": ${what}`, `Parameters: ${[...names].join(", ")}`);
  }
}

/** Aliases that multiply are refused by the parser's own limit, those inside of what they stand for by JSON's writer. */
function toPlain(document: Document, refuse: Refuse): unknown {
  try {
    const plain: unknown = document.toJS({ maxAliasCount: 20 });
    JSON.stringify(plain);
    return plain;
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof TypeError)) throw error;
    throw refuse(0, "it has too many aliases, or one that leads nowhere", "Write the values out");
  }
}

function refuseIssue(
  document: Document,
  issue: z.core.$ZodIssue | undefined,
  refuse: Refuse,
): Fault {
  const path = issue?.path ?? [];
  if (issue?.code === "unrecognized_keys") {
    const [field = ""] = issue.keys;
    const known = path.length === 0 ? FIELDS : [];
    const near = known.length === 0 ? "" : closest(field, known);
    const help =
      near !== "" && distance(field, near) <= 3 ? `Did you mean "${near}"?` : FIELDS_HELP;
    const where = path.length === 0 ? "" : ` in ${path.join(".")}`;
    return refuse(
      offsetOf(document, [...path, field]),
      `there is no field "${field}"${where}`,
      help,
    );
  }
  const isMissing = document.getIn(path, true) === undefined;
  const what = isMissing
    ? `the field "${path.join(".")}" is missing`
    : `${path.join(".")}: ${issue?.message ?? "it is wrong"}`;
  return refuse(offsetOf(document, path), what, FIELDS_HELP);
}

/** Where the value, or what comes nearest to it, begins. */
function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  for (let count = keys.length; count > 0; count -= 1) {
    const node = document.getIn(keys.slice(0, count), true) as
      | { readonly range?: readonly number[] | null }
      | undefined;
    const offset = node?.range?.[0];
    if (offset !== undefined) return offset;
  }
  return 0;
}

function toSpecification(file: TaskFile, language: LanguagePack): CovenantTaskSpecification {
  const { id, category, complexity, requirements, declarations, snippets, behaviours } = file;
  return {
    kind: "covenant-task",
    name: file.title,
    language: language.id,
    text: renderText(file, language.fenceTags[0]),
    signature: renderSignature(file),
    examples: [],
    requirements: requirements.map((each) => `${each.id} (${each.priority}): ${each.text}`),
    contextFiles: [],
    testFiles: [],
    companions: [],
    task: {
      id,
      split: splitOf(id),
      category,
      complexity,
      functionId: `${file.module}.${file.function}`,
      requirements,
      declarations,
      definitions: snippets,
      behaviours,
    },
  };
}
