import { isFault } from "../domain/fault.ts";
import type { FileOutline } from "../domain/reference.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { SyntaxParser } from "../ports/syntax-parser.ts";
import { extensionOf, grammarOf } from "../syntax/grammar-of.ts";
import { hideSecretsInCode } from "./hide-secrets-in-code.ts";

/** Reads what files declare, each by the first pack that knows its extension. */
export interface Outliner {
  /** Extensions of the files that can be outlined. */
  readonly extensions: ReadonlySet<string>;
  /** Those of one language; empty for a language whose files are not parsed. */
  extensionsOf(language: string): readonly string[];
  /** The outline, or why there is none. */
  outline(path: string, text: string): Promise<FileOutline | string>;
}

/** A line this long on average was written by a machine. */
const LONGEST_MEAN_LINE = 400;
const SHORT_TEXT = 2_000;

export function createOutliner(languages: readonly LanguagePack[], syntax: SyntaxParser): Outliner {
  const readers = new Map<string, LanguagePack>();
  for (const pack of languages)
    for (const extension of extensionsIn(pack))
      if (!readers.has(extension)) readers.set(extension, pack);
  return {
    extensions: new Set(readers.keys()),
    extensionsOf: (language) => languages.filter(({ id }) => id === language).flatMap(extensionsIn),

    async outline(path, text) {
      const pack = readers.get(extensionOf(path));
      const grammar = pack && grammarOf(pack, path);
      if (pack?.outlineUnits === undefined || grammar === undefined) return "no language reads it";
      if (isMinified(text)) return "its lines are too long: a machine wrote it";
      try {
        return withoutSecrets(pack.outlineUnits(await syntax.parse(text, grammar)));
      } catch (error) {
        if (isFault(error, "source/unreadable")) return "it takes too long to parse";
        throw error;
      }
    },
  };
}

const extensionsIn = (pack: LanguagePack): readonly string[] =>
  pack.outlineUnits === undefined || pack.grammar === undefined
    ? []
    : [...pack.fileExtensions, ...(pack.outlineExtensions ?? [])];

function isMinified(text: string): boolean {
  if (text.length < SHORT_TEXT) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return text.length / lines > LONGEST_MEAN_LINE;
}

/** A default value may be one: what is kept of a file holds none. */
const withoutSecrets = ({ units, imports }: FileOutline): FileOutline => ({
  units: units.map((unit) => ({
    ...unit,
    signature: hideSecretsInCode(unit.signature),
    summary: unit.summary === undefined ? undefined : hideSecretsInCode(unit.summary),
  })),
  imports,
});
