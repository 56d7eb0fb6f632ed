import type { HideSecrets } from "../std/hide-secrets.ts";
import { hideSecretsInCode } from "./hide-secrets-in-code.ts";

const LICENCE = /copyright|licen[cs]e[ds]?\b|\bSPDX-|all rights reserved/i;
/** Comments at the very beginning: blocks, and runs of lines. */
const FIRST_COMMENT = /^\s*(?:\/\*[\s\S]*?\*\/[ \t]*\n?|(?:(?:\/\/|#(?!!))[^\n]*(?:\n|$))+)/;

/** A piece of a file as it may be shown: licence headers off, at the margin, without secrets. */
export const cleanCode = (
  source: string,
  { start, end }: { readonly start: number; readonly end: number },
  hideKnown: HideSecrets,
): string =>
  hideSecretsInCode(
    hideKnown(dedent(withoutLicence(source.slice(start, end)), marginAt(source, start))),
  );

function withoutLicence(code: string): string {
  const comment = FIRST_COMMENT.exec(code)?.[0];
  if (comment === undefined || !LICENCE.test(comment)) return code;
  return withoutLicence(code.slice(comment.length).replace(/^\s*\n/, ""));
}

/** What stands before `start` on its line, where that is nothing but space. */
function marginAt(source: string, start: number): string {
  const line = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  return /^\s*$/.test(line) ? line : "";
}

const dedent = (code: string, margin: string): string =>
  code
    .trim()
    .split("\n")
    .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line).trimEnd())
    .join("\n");
