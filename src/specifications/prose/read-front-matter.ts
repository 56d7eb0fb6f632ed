import { closest, distance } from "fastest-levenshtein";
import { type Document, isCollection, isMap, isSeq, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { Fault } from "../../domain/fault.ts";
import type { CompanionWish, Example } from "../../domain/specification.ts";
import type { FrontMatter } from "./front-matter.ts";
import { parseExample } from "./parse-example.ts";
import { quotePlainItems } from "./quote-plain-items.ts";

const EXAMPLE_HELP = "an example reads `call => value` or `call throws Name`";
const COMPANION_HELP =
  "a companion is a path in the main file's folder, or a path with its purpose and whether it is optional";
/** Every scalar is text here: `1.0` and `None` mean what they mean in the target language. */
const YAML_OPTIONS = { schema: "failsafe", logLevel: "error" } as const;

const line = z.string().trim().min(1);
/** A field that is there and says nothing says nothing. */
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (value === "" ? [] : value), z.array(item)).default([]);

const example = z.union([
  line.transform((text, context): Example => {
    const parsed = parseExample(text);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: "custom", message: EXAMPLE_HELP });
    return z.NEVER;
  }),
  z.strictObject({ call: line, returns: line }).transform(
    ({ call, returns }): Example => ({
      call,
      expected: { kind: "returns", expression: returns },
    }),
  ),
  z.strictObject({ call: line, throws: line }).transform(
    ({ call, throws }): Example => ({
      call,
      expected: { kind: "throws", name: throws === "true" ? undefined : throws },
    }),
  ),
]);

const inFolder = line.refine(
  (path) => !/^(?:[/\\~]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(path),
  {
    message: "a companion lies in the folder of the main file, or below it",
  },
);

const companion = z.union([
  inFolder.transform((path): CompanionWish => ({ path, purpose: "", isOptional: false })),
  z
    .strictObject({
      path: inFolder,
      purpose: line.optional(),
      optional: z.enum(["true", "false"]).optional(),
    })
    .transform(
      ({ path, purpose = "", optional }): CompanionWish => ({
        path,
        purpose,
        isOptional: optional === "true",
      }),
    ),
]);

const schema = z.strictObject({
  language: line.optional(),
  signature: line.optional(),
  examples: list(example),
  requirements: list(line),
  context: list(line),
  tests: list(line),
  companions: list(companion),
  grammar: line.optional(),
});

const YAML_HELP = "Values with a colon, a hash or quotes inside want quotes around them";
const FIELDS_HELP = `Fields: ${Object.keys(schema.shape).join(", ")}`;

export interface ReadFrontMatterOptions {
  readonly path: string;
  /** Number of the YAML's first line in the file, from 1. */
  readonly firstLine: number;
}

/**
 * YAML → what it says.
 *
 * @throws {Fault} `specification/invalid` with the line, and a suggestion for a field that does not exist.
 */
export function readFrontMatter(
  text: string,
  { path, firstLine }: ReadFrontMatterOptions,
): FrontMatter {
  const yaml = quotePlainItems(text);
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  const refuse = (offset: number, what: string, help: string): Fault =>
    new Fault("specification/invalid", `Cannot read ${path}:${lineAt(offset)}: ${what}`, { help });

  const document = parseDocument(yaml, { ...YAML_OPTIONS, lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    // The parser calls itself for each level, and says so when it can go no deeper.
    const [says = ""] = error.message.split("\n");
    const what = /call stack/.test(says)
      ? "it is nested too deeply"
      : says.replace(/ at line .*$/, "");
    throw refuse(error.pos[0], what, YAML_HELP);
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw refuse(0, "the front matter is not a list of fields", FIELDS_HELP);
  }
  takeReturnsVerbatim(document, yaml);
  const result = schema.safeParse(toPlain(document, refuse) ?? {});
  const lineOf = (keys: readonly PropertyKey[]): number => lineAt(offsetOf(document, keys));
  if (result.success) return { ...result.data, lineOf };

  const [issue] = result.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const [field = ""] = issue.keys;
    throw refuse(offsetOf(document, [field]), `there is no field "${field}"`, suggestField(field));
  }
  const keys = issue?.path ?? [];
  const help = keys.length > 1 ? YAML_HELP : FIELDS_HELP;
  throw refuse(offsetOf(document, keys), `${keys.join(".")}: ${describe(issue)}`, help);
}

type Refuse = (offset: number, what: string, help: string) => Fault;

/** Aliases that multiply are refused by the parser's own limit. */
function toPlain(document: Document, refuse: Refuse): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw refuse(0, "it has too many aliases, or one that leads nowhere", "Write the values out");
    }
    throw error;
  }
}

/** `returns: [2, 4]` is an expression of the target language: its text is taken, not YAML's list. */
function takeReturnsVerbatim(document: Document, yaml: string): void {
  const examples = document.get("examples");
  if (!isSeq(examples)) return;
  for (const item of examples.items) {
    const value: unknown = isMap(item) ? item.get("returns", true) : undefined;
    if (!isMap(item) || !isCollection(value) || value.flow !== true || !value.range) continue;
    item.set("returns", yaml.slice(value.range[0], value.range[1]));
  }
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

/** A union's own message says nothing; ours says what was wanted. */
function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "it is wrong";
  if (issue.path[0] === "companions" && issue.path.length > 1) return COMPANION_HELP;
  if (issue.path[0] === "examples" && issue.path.length > 1) return EXAMPLE_HELP;
  return issue.message;
}

function suggestField(field: string): string {
  const known = Object.keys(schema.shape);
  const nearest = closest(field, known);
  return distance(field, nearest) <= 3 ? `Did you mean "${nearest}"?` : FIELDS_HELP;
}
