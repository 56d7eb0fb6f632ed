import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { type Diagnostic, isError } from "../../../domain/diagnostic.ts";
import type { Guidance, GuidanceNote } from "../../../domain/guidance.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { NodeContractSpecification } from "../../../domain/specification.ts";
import { findLanguage } from "../../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type {
  SpecificationLint,
  SpecificationReader,
} from "../../../ports/specification-reader.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

export interface ContractCommandOptions {
  readonly language?: string;
  readonly json?: true;
}

/** `specwright contract check FILE…`: every mistake at its line; an error in any file rejects. */
export async function checkContractCommand(
  [paths]: readonly [readonly string[]],
  options: ContractCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory, settings: {} });
  let isRejected = false;
  for (const path of paths) {
    const source = await readSource(path, directory, environment);
    const lint = await findReader(environment).lint(source, environment);
    const errors = lint.diagnostics.filter(isError);
    isRejected ||= errors.length > 0;
    if (options.json) terminal.json(lintToJson(path, lint));
    else showLint(path, lint, terminal);
  }
  return isRejected ? "rejected" : "accepted";
}

/** `specwright contract show FILE`: the contract with its files put in, and what is known before it is written. */
export async function showContractCommand(
  [path]: readonly [string],
  options: ContractCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory, settings: {} });
  const source = await readSource(path, directory, environment);
  const reader = findReader(environment);
  const { diagnostics, sources } = await reader.lint(source, environment);
  const { language } = options;
  const specification = await reader.read(source, { ...environment, language });
  if (specification.kind !== "node-contract")
    throw new Error("a contract was read as another kind");
  const pack = findLanguage(environment, specification.language);
  const guidance = await pack.guide?.(specification);
  if (options.json) {
    const { contract, companions, requirements } = specification;
    terminal.json({ path: specification.path, companions, requirements, contract, guidance });
    return "accepted";
  }
  showPlaced(diagnostics, sources, terminal);
  await showContract(specification, terminal);
  if (guidance !== undefined) showGuidance(guidance, terminal);
  return "accepted";
}

const readSource = async (
  path: string,
  directory: string,
  { files }: CheckEnvironment,
): Promise<SourceText> => {
  const file = toProjectPath(path, directory, files.root);
  return { path: file, text: await files.readText(file) };
};

/** Whatever the file is called: the command says that it is a contract. */
function findReader({
  specificationReaders,
}: CheckEnvironment): SpecificationReader & Required<Pick<SpecificationReader, "lint">> {
  const reader = specificationReaders.find(({ kind }) => kind === "node-contract");
  const { lint } = reader ?? {};
  if (reader === undefined || lint === undefined) throw new Error("no reader lints contracts");
  return { ...reader, lint };
}

function lintToJson(file: string, { diagnostics, sources }: SpecificationLint): object {
  const errors = diagnostics.filter(isError).length;
  return {
    file,
    status: errors > 0 ? "rejected" : "accepted",
    errors,
    diagnostics: sources.flatMap((source) =>
      diagnosticsToJson(ofFile(diagnostics, source), source.text).map((diagnostic) => ({
        file: source.path,
        ...diagnostic,
      })),
    ),
  };
}

const ofFile = (diagnostics: readonly Diagnostic[], { path }: SourceText): readonly Diagnostic[] =>
  diagnostics.filter(({ span }) => span?.file === path);

function showPlaced(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceText[],
  terminal: Terminal,
): void {
  for (const source of sources) {
    const { path: file, text } = source;
    showDiagnostics(ofFile(diagnostics, source), { file, text }, terminal);
  }
}

function showLint(
  path: string,
  { diagnostics, sources }: SpecificationLint,
  terminal: Terminal,
): void {
  showPlaced(diagnostics, sources, terminal);
  const errors = diagnostics.filter(isError).length;
  const others = diagnostics.length - errors;
  const status = errors > 0 ? "rejected" : "accepted";
  terminal.result(
    `${escapeText(path)} ${status}: ${count(errors, "error")}, ${count(others, "warning")}`,
  );
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;

async function showContract(
  { contract, path, companions }: NodeContractSpecification,
  terminal: Terminal,
): Promise<void> {
  const { stringify } = await import("yaml");
  const files = [path, ...companions.map((each) => `${each.path}${each.isOptional ? "?" : ""}`)];
  const line = (name: string, values: readonly string[]): void =>
    terminal.result(escapeText(`${name.padEnd(12)} ${values.join(", ") || "none"}`));
  line("name", [`${contract.name} ${contract.version}`]);
  line("kind", [contract.kind]);
  line("package", [contract.package]);
  line("files", files);
  line("operations", contract.operations);
  line("features", contract.features);
  line("put in", contract.subcontracts);
  const yaml = stringify(contract.data, { aliasDuplicateObjects: false }).trimEnd();
  terminal.result("");
  for (const text of yaml.split("\n")) terminal.result(escapeText(text));
}

/** Shape and parts, each with why. */
function showGuidance({ notes }: Guidance, terminal: Terminal): void {
  const show = ({ text, why }: GuidanceNote): void => {
    terminal.result(escapeText(text));
    if (why !== undefined) terminal.result(escapeText(`    ${why}`));
  };
  for (const kind of ["variant", "mixin"] as const) {
    terminal.result("");
    terminal.result(kind === "variant" ? "Shape" : "Ready parts");
    const ofKind = notes.filter((note) => note.kind === kind);
    for (const note of ofKind) show(note);
    if (ofKind.length === 0) terminal.result("none");
  }
}
