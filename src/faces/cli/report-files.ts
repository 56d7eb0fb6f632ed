import { Fault } from "../../domain/fault.ts";
import type { Files } from "../../ports/files.ts";
import { toOutputPath } from "./project-path.ts";

/** What a report begins with: another text at its place is somebody's. */
const LOOKS = {
  jsonl: /^\{"id":[^\n]*"verified":/,
  junit: /^<\?xml[^>]*>\s*<testsuites\b/,
  bundle: /"kind": "specwright-evidence"/,
} as const;

/** The same of reports that no batch writes. */
const OTHER_LOOKS = {
  html: /^<!doctype html>\n<html[^>]* data-report="specwright"/,
  decision:
    /^(?:<!doctype html>\n<html lang="en" data-report="specwright-decision">|# Frontier or fine-tuned\n)/,
} as const;

export type ReportKind = keyof typeof LOOKS;
export const REPORT_KINDS = Object.keys(LOOKS) as readonly ReportKind[];

export interface ReportPlace {
  readonly directory: string;
  readonly files: Files;
}

/**
 * Where a report goes, relative to the project. An earlier report is replaced, any other file is not.
 *
 * @throws {Fault} `output/outside`, `output/occupied`
 */
export async function findReportPath(
  path: string,
  kind: ReportKind | keyof typeof OTHER_LOOKS,
  { directory, files }: ReportPlace,
): Promise<string> {
  const target = toOutputPath(path, directory, files.root);
  if (!(await files.exists(target))) return target;
  const text = await files.readText(target, { maxBytes: 500_000_000 }).catch(() => "");
  if ({ ...LOOKS, ...OTHER_LOOKS }[kind].test(text)) return target;
  throw new Fault(
    "output/occupied",
    `Cannot write "${target}": it exists, and is no earlier report`,
    { help: "Choose another file, or remove that one" },
  );
}
