/** Code of a node, judged by the house rules, in one call. */

import { readFile } from "node:fs/promises";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { type CoreFacts, parseCoreFacts } from "../languages/onex/rules/core-facts.ts";
import {
  type NodeUnit,
  type OpenNodeOptions,
  openNode,
} from "../languages/onex/rules/node-unit.ts";
import { type RunRulesOptions, runRules } from "../languages/onex/rules/run-rules.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";

const syntax = createSyntaxParser();
const DATA = new URL("../../datasets/onex/", import.meta.url);

/** What the package's data files know of the core package. */
export async function readCoreFacts(): Promise<CoreFacts> {
  const [map, codes] = await Promise.all([
    readFile(new URL("import-map.json", DATA), "utf8"),
    readFile(new URL("error-codes.json", DATA), "utf8"),
  ]);
  return parseCoreFacts(map, codes);
}

const core = readCoreFacts();

/** Options of both; the core package's facts are those of the data files. */
export type JudgeOptions = Omit<OpenNodeOptions, "core"> & RunRulesOptions;

/** Files by their paths; a text alone is `node.py`. */
export type NodeSources = string | Readonly<Record<string, string>>;

/** The files, opened. */
export const openTestNode = async (
  sources: NodeSources,
  options: Omit<OpenNodeOptions, "core"> = {},
): Promise<NodeUnit> =>
  openNode(
    Object.entries(typeof sources === "string" ? { "node.py": sources } : sources).map(
      ([path, text]) => ({ path, text }),
    ),
    syntax,
    { core: await core, ...options },
  );

/** What the rules say about code. */
export const judgeNode = async (
  sources: NodeSources,
  options: JudgeOptions = {},
): Promise<readonly Diagnostic[]> => runRules(await openTestNode(sources, options), options);

/** The codes of what the rules say, in the order of the text, excused findings left out. */
export const codesOf = async (
  sources: NodeSources,
  options: JudgeOptions = {},
): Promise<readonly (string | undefined)[]> =>
  (await judgeNode(sources, options))
    .filter(({ severity }) => severity !== "hint")
    .map(({ code }) => code);

/** Like `codesOf`, by one rule or family alone: `ERR001`, `ERR`. */
export const codesOfFamily = async (
  family: string,
  sources: NodeSources,
  options: JudgeOptions = {},
): Promise<readonly (string | undefined)[]> =>
  (await codesOf(sources, options)).filter((code) => code?.startsWith(family));
