import { Fault } from "../../../domain/fault.ts";
import type { Effect, FunctionSignature, Snippet } from "../syntax/ast.ts";
import { parse } from "../syntax/parse.ts";

/** What a signature asks for. */
export interface Head {
  /** Whole name of the snippet; `undefined` where only the function was written down. */
  readonly id: string | undefined;
  readonly signature: FunctionSignature;
  /** `undefined` where nothing is said about effects. */
  readonly effects: readonly Effect[] | undefined;
}

/**
 * Reads a signature: a snippet up to its body, with or without its `end`, or a bare `fn … end`. A snippet says which
 * effects are allowed: those of its `effects` section, or none.
 *
 * @throws {Fault} `specification/invalid`
 */
export function readHead(signature: string): Head {
  const text = signature.trim();
  const isBare = /^fn\b/.test(text);
  const candidates = isBare
    ? [`snippet id="_" kind="fn"\nsignature\n${text}\nend\nend`]
    : [text, `${text}\nend`];
  const snippet = candidates.map(readOneSnippet).find((found) => found !== undefined);
  const found = snippet === undefined ? undefined : functionOf(snippet);
  if (snippet === undefined || found === undefined) throw refuse(text);
  return {
    id: isBare ? undefined : snippet.id.text,
    signature: found,
    effects: isBare ? undefined : effectsOf(snippet),
  };
}

function readOneSnippet(text: string): Snippet | undefined {
  const { program, findings } = parse(text);
  return findings.length === 0 && program.snippets.length === 1 ? program.snippets[0] : undefined;
}

/** The signature of a function's snippet. */
export function functionOf({ sections }: Snippet): FunctionSignature | undefined {
  const section = sections.find((each) => each.kind === "signature");
  return section?.signature.kind === "fn" ? section.signature : undefined;
}

/** The effects that a snippet declares; the last section counts. */
export function effectsOf({ sections }: Snippet): readonly Effect[] {
  return sections.findLast((section) => section.kind === "effects")?.effects ?? [];
}

function refuse(text: string): Fault {
  const [first = ""] = parse(text).findings;
  const why = first === "" ? "it declares no function" : first.message;
  return new Fault("specification/invalid", `Cannot use the signature: ${why}`, {
    help: 'Write snippet id="module.name" kind="fn" with its effects and signature sections, or fn name="…" … end',
  });
}
