import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { JsonRecord } from "../../domain/json.ts";
import type { NodeKind } from "../../domain/node-contract.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Files } from "../../ports/files.ts";
import { checkKind } from "./check-kind.ts";
import { checkPackage } from "./check-package.ts";
import { checkShape, kindOf } from "./check-shape.ts";
import { finding } from "./contract-rules.ts";
import { toPlain } from "./placed.ts";
import { isRecord } from "./read-value.ts";
import { resolveContract } from "./resolve-references.ts";

export interface LintedContract {
  /** In the order of their files and places; every rule's code is in `CONTRACT_RULES`. */
  readonly diagnostics: readonly Diagnostic[];
  /** The contract, then what was put into it. */
  readonly sources: readonly SourceText[];
  readonly kind: NodeKind | undefined;
  /** Files put in their places; `undefined` where there is no mapping to read. */
  readonly data: JsonRecord | undefined;
}

export interface LintContractOptions {
  /** Reads the files that it refers to, and looks whether the code it names is there. */
  readonly files: Files;
  /** Extension of the code's files. @default no code is looked into */
  readonly extension?: string | undefined;
}

/** A contract with all that is wrong with it. Never throws for what a contract says. */
export async function lintContract(
  source: SourceText,
  { files, extension }: LintContractOptions,
): Promise<LintedContract> {
  const { value, sources, problems } = await resolveContract(source, files);
  const order = new Map(sources.map(({ path }, index) => [path, index]));
  const done = (
    found: readonly Diagnostic[],
    rest: Pick<LintedContract, "kind" | "data">,
  ): LintedContract => ({
    sources,
    diagnostics: [...problems, ...found].toSorted(byPlace(order)),
    ...rest,
  });
  const nothing = { kind: undefined, data: undefined };
  if (value === undefined) return done([], nothing);
  if (value.kind !== "map") {
    const span = { ...value.span, end: value.span.start };
    const message = "A contract is a list of fields, each with its value";
    return done([finding("CON001", span, message, { help: "name: …" })], nothing);
  }
  const data = toPlain(value);
  if (!isRecord(data)) return done([], nothing);
  const kind = kindOf(value);
  const found = [
    ...checkShape(value),
    ...(kind === undefined ? [] : checkKind(value, data, kind)),
    ...(await checkPackage(value, data, { files, path: source.path, extension, kind })),
  ];
  return done(found, { kind, data });
}

/** By file in the order of reading, then by place. */
const byPlace =
  (order: ReadonlyMap<string, number>) =>
  (one: Diagnostic, other: Diagnostic): number => {
    const fileOf = ({ span }: Diagnostic): number => order.get(span?.file ?? "") ?? 0;
    return fileOf(one) - fileOf(other) || (one.span?.start ?? 0) - (other.span?.start ?? 0);
  };
