import type { Diagnostic, Severity } from "../../domain/diagnostic.ts";
import { isFault } from "../../domain/fault.ts";
import type { JsonRecord } from "../../domain/json.ts";
import type { NodeKind } from "../../domain/node-contract.ts";
import type { Files } from "../../ports/files.ts";
import { escapePattern } from "../../std/escape-pattern.ts";
import { folderOf } from "../../std/folder-of.ts";
import { type ContractRule, finding } from "./contract-rules.ts";
import { type DottedClass, packageRoot, readHandlerPath, readModelPath } from "./model-path.ts";
import { type PlacedMap, spanAt } from "./placed.ts";
import { recordAt, recordsAt, textAt } from "./read-value.ts";

const MAX_BYTES = 1_000_000;

export interface Surroundings {
  readonly files: Files;
  /** Of the contract, relative to the project. */
  readonly path: string;
  /** `.py`; `undefined` where nothing here takes contracts: then no code is looked into. */
  readonly extension: string | undefined;
}

/**
 * Classes and methods that a contract names, where the code that should have them is there already. What is still to
 * be written, the node's own files, may be missing as long as all of them are.
 */
export async function checkPackage(
  contract: PlacedMap,
  data: JsonRecord,
  around: Surroundings & { readonly kind: NodeKind | undefined },
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  const report = (
    code: ContractRule,
    path: readonly PropertyKey[],
    message: string,
    help: string,
    severity?: Severity,
  ): void => {
    found.push(finding(code, spanAt(contract, path), message, { help, severity }));
  };
  for (const field of ["input_model", "output_model"]) {
    const said = textAt(data, field);
    if (said === undefined || said === "") continue;
    const model = readModelPath(said);
    if (model === undefined) {
      const help = "Write package.module.Class, e.g. shop.nodes.node_price.models.ModelPriceInput";
      report("CON013", [field], `${field} "${said}" is no dotted path to a class`, help);
      continue;
    }
    const missing = await findMissing(model, around);
    if (missing !== undefined) report("CON013", [field], missing, "Create it, or correct the path");
  }
  const handlerPath = ["handler_routing", "default_handler"];
  const said = textAt(recordAt(data, "handler_routing"), "default_handler");
  if (said !== undefined) {
    const handler = readHandlerPath(said);
    const missing = handler === undefined ? undefined : await findMissing(handler, around);
    const wrong = `default_handler "${said}" is not of the form package.module:Class`;
    if (handler === undefined) report("CON014", handlerPath, wrong, "Write package.module:Class");
    else if (missing !== undefined) {
      report("CON014", handlerPath, missing, "Create it, or correct the path");
    }
  }
  if (around.kind === "orchestrator") await checkHandlerMethods(data, around, report);
  return found;
}

/** Why a class cannot be found, in words; `undefined` where it is there, or cannot be known. */
async function findMissing(
  { module, name }: DottedClass,
  around: Surroundings,
): Promise<string | undefined> {
  const { extension, path } = around;
  const root = packageRoot(module, path);
  if (root === undefined || extension === undefined) return undefined;
  const base = [...(root === "" ? [] : [root]), ...module].join("/");
  const candidates = [`${base}${extension}`, `${base}/__init__${extension}`];
  for (const file of candidates) {
    const text = await readIfThere(file, around.files);
    if (text === undefined) continue;
    return mentionsName(text, name) ? undefined : `${file} has no class "${name}"`;
  }
  const isOwn = base.startsWith(folderOf(path));
  if (isOwn && !(await isWritten(around))) return undefined;
  return `There is no ${candidates[0]}, which should have the class "${name}"`;
}

const mainFile = ({ path, extension }: Surroundings): string =>
  `${folderOf(path)}node${extension ?? ""}`;

const isWritten = (around: Surroundings): Promise<boolean> => around.files.exists(mainFile(around));

async function checkHandlerMethods(
  data: JsonRecord,
  around: Surroundings,
  report: (
    code: ContractRule,
    path: readonly PropertyKey[],
    says: string,
    help: string,
    severity?: Severity,
  ) => void,
): Promise<void> {
  const events = recordsAt(data, "consumed_events");
  if (around.extension === undefined || events.length === 0) return;
  const text = await readIfThere(mainFile(around), around.files);
  if (text === undefined) return;
  for (const [index, event] of events.entries()) {
    const name = textAt(event, "handler_function") ?? "";
    if (name === "" || new RegExp(`\\bdef ${escapePattern(name)}\\b`).test(text)) continue;
    const path = ["consumed_events", index, "handler_function"];
    // The node may still hand the event on by a way that no name tells.
    const says = `${mainFile(around)} has no method "${name}"`;
    report("CON015", path, says, "Write it, or correct the name", "warning");
  }
}

/** Declared, imported or assigned at the top of the file. */
const mentionsName = (text: string, name: string): boolean =>
  new RegExp(
    `^(?:class ${name}\\b|${name}\\s*[:=]|(?:from|import)\\b[^\\n]*\\b${name}\\b|[ \\t]+${name},?[ \\t]*$)`,
    "m",
  ).test(text);

/** `undefined` where it cannot be read, too: its own check will say why. */
async function readIfThere(path: string, files: Files): Promise<string | undefined> {
  try {
    return await files.readText(path, { maxBytes: MAX_BYTES });
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}
