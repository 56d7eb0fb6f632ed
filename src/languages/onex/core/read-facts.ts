import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../../../domain/fault.ts";
import type { Machine } from "../../../ports/machine.ts";
import { type CoreFacts, parseCoreFacts } from "../rules/core-facts.ts";
import { type Core, environmentsFolder } from "./find-core.ts";

const DATA = new URL("../../../../datasets/onex/", import.meta.url);
/** Data, not code of ours: it runs in the Python that it asks. */
const PROBE = new URL("probe_core.py", DATA);
const FILES = ["import-map.json", "error-codes.json"] as const;
const PROBE_TIMEOUT_MS = 10 * 60 * 1000;

let ours: Promise<CoreFacts> | undefined;

/** What is known of the version that we know best. */
export function readOwnFacts(): Promise<CoreFacts> {
  ours ??= Promise.all(FILES.map((name) => readFile(new URL(name, DATA), "utf8"))).then(
    ([map = "", codes = ""]) => parseCoreFacts(map, codes),
  );
  return ours;
}

/** What is known of the installed version: ours where it is the same one, else what asking it gave, which is kept. */
export async function readFacts(core: Core | undefined, machine: Machine): Promise<CoreFacts> {
  const known = await readOwnFacts();
  if (core === undefined || core.version === known.version) return known;
  const folder = join(environmentsFolder(machine), `facts-${core.version}`);
  if (!(await machine.files.exists(join(folder, FILES[1])))) await probe(core, folder, machine);
  const [map = "", codes = ""] = await Promise.all(
    FILES.map((name) => machine.files.readText(join(folder, name))),
  );
  return parseCoreFacts(map, codes);
}

async function probe(core: Core, folder: string, { toolRunner, files }: Machine): Promise<void> {
  // Makes the folder.
  await files.writeText(join(folder, "version"), `${core.version}\n`);
  const { exitCode, stderr } = await toolRunner.run({
    program: core.python,
    args: ["-I", "-B", fileURLToPath(PROBE), folder],
    timeoutMs: PROBE_TIMEOUT_MS,
  });
  if (exitCode === 0) return;
  throw new Fault(
    "toolchain/broken",
    `Cannot ask omnibase-core ${core.version} what it offers: ${stderr.trim().split("\n").at(-1)}`,
    { help: "Install another version: specwright tools install onex --release VERSION" },
  );
}
