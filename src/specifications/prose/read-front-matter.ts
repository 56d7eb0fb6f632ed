import { closest, distance } from "fastest-levenshtein";
import { isMap, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { Fault } from "../../domain/fault.ts";
import type { Example } from "../../domain/specification.ts";
import { parseExample } from "./parse-example.ts";

const line = z.string().trim().min(1);
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform(String);

const example = z.union([
  line.transform((text, context): Example => {
    const parsed = parseExample(text);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: "custom", message: EXAMPLE_HELP });
    return z.NEVER;
  }),
  z
    .strictObject({ call: line, returns: value })
    .transform(({ call, returns }): Example => ({ call, expected: { kind: "returns", expression: returns } })),
  z.strictObject({ call: line, throws: z.union([line, z.literal(true)]) }).transform(
    ({ call, throws }): Example => ({
      call,
      expected: { kind: "throws", name: throws === true ? undefined : throws },
    }),
  ),
]);

const EXAMPLE_HELP = "an example reads `call => value` or `call throws Name`";

const schema = z.strictObject({
  language: line.optional(),
  signature: line.optional(),
  examples: z.array(example).default([]),
  requirements: z.array(line).default([]),
  context: z.array(line).default([]),
  tests: z.array(line).default([]),
});

/** What a specification's front matter may say. */
export type FrontMatter = z.output<typeof schema>;

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
export function readFrontMatter(yaml: string, { path, firstLine }: ReadFrontMatterOptions): FrontMatter {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const lineOf = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  const refuse = (offset: number, what: string, help: string): Fault =>
    new Fault("specification/invalid", `Cannot read ${path}:${lineOf(offset)}: ${what}`, { help });

  const [error] = document.errors;
  if (error !== undefined) {
    throw refuse(error.pos[0], (error.message.split("\n")[0] ?? "").replace(/ at line .*$/, ""), YAML_HELP);
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw refuse(0, "the front matter is not a list of fields", FIELDS_HELP);
  }
  const result = schema.safeParse(toPlain(document.toJS.bind(document), refuse) ?? {});
  if (result.success) return result.data;

  const issue = result.error.issues[0];
  const [field, ...rest] = issue?.code === "unrecognized_keys" ? issue.keys : (issue?.path ?? []);
  const node = document.getIn([field, ...rest.filter((part) => typeof part === "number")], true);
  const offset = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? 0;
  throw issue?.code === "unrecognized_keys"
    ? refuse(offset, `there is no field "${String(field)}"`, suggestField(String(field)))
    : refuse(offset, `${[field, ...rest].join(".")}: ${describe(issue)}`, FIELDS_HELP);
}

const YAML_HELP = "Values with a colon, a hash or quotes inside want quotes around them";
const FIELDS_HELP = `Fields: ${Object.keys(schema.shape).join(", ")}`;

/** A union's own message says nothing; ours says what was wanted. */
const describe = (issue: { readonly code: string; readonly message: string } | undefined): string =>
  issue === undefined || issue.code === "invalid_union" ? EXAMPLE_HELP : issue.message;

/** Aliases that multiply are refused by the parser's own limit. */
function toPlain(
  toJS: (options: { maxAliasCount: number }) => unknown,
  refuse: (offset: number, what: string, help: string) => Fault,
): unknown {
  try {
    return toJS({ maxAliasCount: 20 });
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw refuse(0, "it has too many aliases, or one that leads nowhere", "Write the values out");
    }
    throw error;
  }
}

function suggestField(field: string): string {
  const known = Object.keys(schema.shape);
  const nearest = closest(field, known);
  return distance(field, nearest) <= 3 ? `Did you mean "${nearest}"?` : FIELDS_HELP;
}
