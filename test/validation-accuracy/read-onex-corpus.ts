/** Reads `datasets/validation/onex`: each candidate's files, made of its base and its edits, and its labels. */

import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Severity } from "../../src/domain/diagnostic.ts";
import type { NodeKind } from "../../src/domain/node-contract.ts";
import type { SourceText } from "../../src/domain/source-text.ts";
import type { Label } from "./labelled.ts";

const CORPUS = "datasets/validation/onex";
/** Files of the folder that hold no candidates. */
const TABLES = new Set(["bases.yaml", "rules.yaml"]);
const NODES = "src/depot/nodes";

export interface OnexCandidate {
  readonly id: string;
  readonly kind: NodeKind;
  readonly files: readonly SourceText[];
  readonly wanted: readonly { readonly name: string; readonly signature: string | undefined }[];
  /** All files of the node's folder are here. */
  readonly isWhole: boolean;
  readonly labels: readonly Label[];
}

export interface RuleRow {
  readonly severities: readonly Severity[];
  readonly kinds: readonly NodeKind[];
}

type Texts = Readonly<Record<string, string>>;
/** New text of a whole file, pieces with what stands in their places, or null: the file is gone. */
type Edit = string | Texts | null;

interface Written {
  readonly id: string;
  readonly base?: NodeKind;
  readonly kind?: NodeKind;
  readonly files?: Texts;
  readonly edit?: Readonly<Record<string, Edit>>;
  readonly wanted?: {
    readonly functions: readonly { readonly name: string; readonly signature?: string }[];
  };
  readonly whole?: boolean;
  readonly expected: readonly WrittenLabel[];
}

interface WrittenLabel {
  readonly rule: string;
  readonly file?: string;
  /** A piece of the line, which no other line holds. */
  readonly at?: string;
  readonly line?: number;
  readonly severity?: Severity;
  readonly optional?: boolean;
}

type Bases = Readonly<Record<NodeKind, { readonly folder: string; readonly files: Texts }>>;

const read = <Shape>(name: string): Shape =>
  parse(readFileSync(`${CORPUS}/${name}`, "utf8")) as Shape;

const LETTERS = { E: "effect", C: "compute", R: "reducer", O: "orchestrator" } as const;

/** The rules of the reference, by id. */
export function readRuleTable(): ReadonlyMap<string, RuleRow> {
  const rows =
    read<
      Record<string, { readonly severity: Severity | readonly Severity[]; readonly kinds: string }>
    >("rules.yaml");
  return new Map(
    Object.entries(rows).map(([id, { severity, kinds }]) => [
      id,
      {
        severities: [severity].flat() as readonly Severity[],
        kinds: [...kinds].map((letter) => LETTERS[letter as keyof typeof LETTERS]),
      },
    ]),
  );
}

/** @throws {TypeError} where a label or an edit has no place in its candidate. */
export function readOnexCorpus(rules: ReadonlyMap<string, RuleRow>): readonly OnexCandidate[] {
  const bases = read<Bases>("bases.yaml");
  return readdirSync(CORPUS)
    .filter((name) => name.endsWith(".yaml") && !TABLES.has(name))
    .flatMap((name) => read<readonly Written[]>(name))
    .map((written) => toCandidate(written, bases, rules));
}

function toCandidate(
  written: Written,
  bases: Bases,
  rules: ReadonlyMap<string, RuleRow>,
): OnexCandidate {
  const { id, base, kind = base, wanted, whole: isWhole = false } = written;
  if (kind === undefined) throw new TypeError(`${id} says neither base nor kind`);
  const folder = base === undefined ? `node_sample_${kind}` : bases[base].folder;
  const texts = textsOf(written, base === undefined ? {} : bases[base].files);
  const place = (name: string): string => `${NODES}/${folder}/${name}`;
  return {
    id,
    kind,
    isWhole,
    files: [...texts].map(([name, text]) => ({ path: place(name), text })),
    wanted: (wanted?.functions ?? []).map((each) => ({
      name: each.name,
      signature: each.signature,
    })),
    labels: written.expected.map((label) => {
      const file = label.file ?? changedFile(written);
      return {
        rule: label.rule,
        file: file === undefined ? "" : place(file),
        line: lineOf(label, file === undefined ? "" : (texts.get(file) ?? ""), id),
        severities:
          label.severity === undefined
            ? (rules.get(label.rule)?.severities ?? [])
            : [label.severity],
        isOptional: label.optional ?? false,
      };
    }),
  };
}

function textsOf({ id, files = {}, edit = {} }: Written, base: Texts): Map<string, string> {
  const texts = new Map([...Object.entries(base), ...Object.entries(files)]);
  for (const [name, change] of Object.entries(edit)) {
    if (change === null) texts.delete(name);
    else if (typeof change === "string") texts.set(name, change);
    else texts.set(name, replaceAll(texts.get(name) ?? "", change, `${id}, ${name}`));
  }
  return texts;
}

const replaceAll = (text: string, changes: Texts, where: string): string =>
  Object.entries(changes).reduce((before, [from, to]) => {
    const pieces = before.split(from);
    if (pieces.length !== 2) {
      throw new TypeError(`${where}: "${from}" is there ${pieces.length - 1} times, not once`);
    }
    return pieces.join(to);
  }, text);

/** The file that a candidate is about, where it is about one alone and that one is still there. */
function changedFile({ files = {}, edit = {} }: Written): string | undefined {
  const names = [...Object.keys(files), ...Object.keys(edit).filter((name) => edit[name] !== null)];
  return new Set(names).size === 1 ? names[0] : undefined;
}

function lineOf({ at, line }: WrittenLabel, text: string, id: string): number | undefined {
  if (at === undefined) return line;
  const lines = text.split(/\r?\n/).flatMap((each, index) => (each.includes(at) ? index + 1 : []));
  if (lines.length !== 1) throw new TypeError(`${id}: "${at}" is on ${lines.length} lines`);
  return lines[0];
}
