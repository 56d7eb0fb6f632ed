/** A prompt text as it stands in a file: `sections/patterns/2-short.liquid`, with what its front matter says. */

import { parseDocument } from "yaml";
import { z } from "zod";
import { Fault } from "../domain/fault.ts";
import type { SourceText } from "../domain/source-text.ts";

export interface PromptText {
  /** `patterns@2-short`. */
  readonly id: string;
  readonly section: string;
  readonly version: number;
  readonly variant: string | undefined;
  /** `built-in`, or the file in the project. */
  readonly origin: string;
  /** Shown in messages. */
  readonly path: string;
  readonly description: string;
  /** Names that the text may use. */
  readonly variables: readonly string[];
  /** Its share in experiments that name none. */
  readonly weight: number;
  /** The template's source, without front matter and the line ends around it. */
  readonly body: string;
  /** Lines of the file before `body`. */
  readonly linesBefore: number;
}

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, "must be a name in lower case");
const frontMatter = z.strictObject({
  description: z.string().min(1).default(""),
  variables: z.array(name).optional(),
  weight: z.number().min(0).max(1000).default(1),
});

const PLACE = /([a-z]+)\/([1-9]\d{0,5})(?:-([a-z0-9][a-z0-9-]{0,40}))?\.liquid$/;
const FRONT_MATTER =
  /^(?:---\r?\n([\s\S]*?)\r?\n---|\{%-?\s*comment\s*-?%\}([\s\S]*?)\{%-?\s*endcomment\s*-?%\})[ \t]*(?:\r?\n|$)/;

/**
 * Reads one text. Without `variables` in its front matter it may use those of `knownVariables`.
 *
 * @throws {Fault} `template/invalid` naming file and field
 */
export function readPromptText(
  { path, text }: SourceText,
  {
    origin,
    knownVariables,
  }: { readonly origin: string; readonly knownVariables: readonly string[] },
): PromptText {
  const place = PLACE.exec(path);
  if (place === null)
    throw new Fault("template/invalid", `Cannot use ${path}: its name is not a version`, {
      help: "Name it like 2.liquid or 2-short.liquid, in the folder of its section",
    });
  const [, section = "", version = "", variant] = place;
  const head = FRONT_MATTER.exec(text);
  const said = readFrontMatter(head?.[1] ?? head?.[2] ?? "", path);
  const rest = text.slice(head?.[0].length ?? 0);
  const body = rest.replace(/^(?:[ \t]*\r?\n)+|(?:\r?\n)+$/g, "");
  const before = text.slice(0, text.length - rest.length + rest.indexOf(body));
  return {
    id: `${section}@${version}${variant === undefined ? "" : `-${variant}`}`,
    section,
    version: Number(version),
    variant,
    origin,
    path,
    description: said.description,
    variables: said.variables ?? knownVariables,
    weight: said.weight,
    body,
    linesBefore: before.split("\n").length - 1,
  };
}

function readFrontMatter(text: string, path: string): z.output<typeof frontMatter> {
  const document = parseDocument(text, { maxAliasCount: 0 } as never);
  const [broken] = document.errors;
  if (broken !== undefined) {
    const line = (broken.linePos?.[0].line ?? 0) + 1;
    throw new Fault(
      "template/invalid",
      `Cannot read ${path}:${line}: ${broken.message.split("\n")[0]}`,
    );
  }
  const result = frontMatter.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.join(".") ?? "";
  throw new Fault(
    "template/invalid",
    `Cannot use the front matter of ${path}: ${at === "" ? "" : `${at}: `}${issue?.message}`,
    { help: "It may say description, variables and weight" },
  );
}

/** The newest first, plain texts before variants. */
export const compareTexts = (one: PromptText, other: PromptText): number =>
  Number(one.variant !== undefined) - Number(other.variant !== undefined) ||
  other.version - one.version ||
  (one.variant ?? "").localeCompare(other.variant ?? "", "en");
