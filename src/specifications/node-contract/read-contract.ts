import { isError } from "../../domain/diagnostic.ts";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { NodeContractSpecification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type {
  ReadSpecificationOptions,
  SpecificationLint,
} from "../../ports/specification-reader.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { type LintedContract, lintContract } from "./lint-contract.ts";
import { toSpecification } from "./to-specification.ts";

/** Named in full; of further mistakes only the number is told. */
const MOST_TOLD = 10;

/**
 * A contract → specification.
 *
 * @throws {Fault} `specification/invalid` with all its errors and their lines; `language/unknown` where no pack here
 *   takes contracts.
 */
export async function readContract(
  source: SourceText,
  { languages, language, files }: ReadSpecificationOptions,
): Promise<NodeContractSpecification> {
  const pack = choosePack(source.path, languages, language);
  const linted = await lintContract(source, { files, extension: pack.fileExtensions[0] });
  const { kind, data, sources } = linted;
  if (linted.diagnostics.some(isError) || kind === undefined || data === undefined) {
    throw refuse(source.path, linted);
  }
  return toSpecification({ kind, data, sources }, pack);
}

/** All that is wrong with a contract. */
export async function lint(
  source: SourceText,
  { files, languages }: Pick<ReadSpecificationOptions, "files" | "languages">,
): Promise<SpecificationLint> {
  const extension = packsForContracts(languages)[0]?.fileExtensions[0];
  const { diagnostics, sources } = await lintContract(source, { files, extension });
  return { diagnostics, sources };
}

const packsForContracts = (languages: readonly LanguagePack[]): readonly LanguagePack[] =>
  languages.filter(({ takes = [] }) => takes.includes("node-contract"));

function choosePack(
  path: string,
  languages: readonly LanguagePack[],
  wished: string | undefined,
): LanguagePack {
  const packs = packsForContracts(languages);
  const pack =
    wished === undefined ? packs[0] : packs.find(({ id }) => id === wished.toLowerCase());
  if (pack !== undefined) return pack;
  const what = wished === undefined ? "no language here takes contracts" : `"${wished}" takes none`;
  const known = packs.map(({ id }) => id).join(", ");
  throw new Fault("language/unknown", `Cannot use the contract "${path}": ${what}`, {
    help: known === "" ? undefined : `Languages that take contracts: ${known}`,
  });
}

function refuse(path: string, { diagnostics, sources }: LintedContract): Fault {
  const errors = diagnostics.filter(isError);
  const lines = new Map(sources.map(({ path: file, text }) => [file, createLineIndex(text)]));
  const told = errors.slice(0, MOST_TOLD).map(({ code, message, span, help }) => {
    const index = span === undefined ? undefined : lines.get(span.file);
    const line = span === undefined ? undefined : index?.position(span.start).line;
    const advice = help === undefined ? "" : ` (${help})`;
    return `  ${span?.file ?? path}:${line ?? 1} ${code ?? ""} ${message}${advice}`;
  });
  const rest = errors.length - told.length;
  const more = rest > 0 ? [`  and ${rest} more`] : [];
  const count = errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`;
  return new Fault(
    "specification/invalid",
    [`Cannot use the contract "${path}": ${count}`, ...told, ...more].join("\n"),
    { help: `specwright contract check ${path} shows them in their lines` },
  );
}
