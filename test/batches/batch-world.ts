/** A project, a provider and a verifier for batches that are run by real processes, which a test kills. */

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startFakeProviderServer } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { createProject, startCli } from "../cli/run-cli.ts";
import { answerTasks, taskFiles } from "./batch-tasks.ts";

const MEMO = new URL("dafny-memo.sh", import.meta.url);

/** Shared by all rounds of a test: what the real verifier said, and where a stand-in says it again. */
export function createVerifier(): Disposable & { readonly program: string } {
  const folder = mkdtempSync(join(tmpdir(), "specwright-dafny-"));
  const dafny = execFileSync("sh", ["-c", "command -v dafny"], { encoding: "utf8" }).trim();
  const program = join(folder, "dafny");
  mkdirSync(join(folder, "memo"));
  const text = readFileSync(MEMO, "utf8")
    .replaceAll("MEMO", join(folder, "memo"))
    .replaceAll("DAFNY", dafny);
  writeFileSync(program, text);
  chmodSync(program, 0o755);
  return { program, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** One round: everything new but the verifier's memory. */
export async function openWorld(tasks: number, program: string) {
  const provider = await startFakeProviderServer(answerTasks, { idempotent: true });
  const root = createProject(taskFiles(tasks));
  const user = join(root, "..", `${root.split("/").at(-1)}-user`);
  const config = join(user, "specwright", "config.toml");
  mkdirSync(dirname(config), { recursive: true });
  writeFileSync(
    config,
    [
      'model = "fake/toy"',
      `cache_directory = "${user}/cache"`,
      "response_cache = false",
      "[programs]",
      `dafny = "${program}"`,
      "[endpoints.fake]",
      `base_url = "${provider.url}/v1"`,
      "context_window_tokens = 200000",
      "idempotent = true",
      '[prices."fake/toy"]',
      "input = 1",
      "output = 1",
      "",
    ].join("\n"),
  );
  return {
    provider,
    root,
    /** A process of the command line in the project. */
    start: (...args: readonly string[]) => startCli(root, args, { XDG_CONFIG_HOME: user }),
    batchIds: (): readonly string[] => listSetups(root),
    /** What the batch came to, but for its names and times. */
    summary: (): unknown => readSummary(root),
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
      rmSync(user, { recursive: true, force: true });
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

const FOLDER = ".specwright/batches";

function listSetups(root: string): readonly string[] {
  try {
    return readdirSync(join(root, FOLDER)).filter((id) => {
      try {
        return readFileSync(join(root, FOLDER, id, "setup.json"), "utf8") !== "";
      } catch {
        return false;
      }
    });
  } catch {
    return [];
  }
}

function readSummary(root: string): unknown {
  const [id = ""] = listSetups(root);
  const text = readFileSync(join(root, FOLDER, id, "summary.json"), "utf8");
  const { timing: _timing, ...summary } = JSON.parse(text.replaceAll(id, "BATCH")) as Record<
    string,
    unknown
  >;
  return summary;
}
