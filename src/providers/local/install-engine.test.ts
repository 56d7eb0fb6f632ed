import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ToolCommand, ToolResult, ToolRunner } from "../../ports/tool-runner.ts";
import { ENGINE_VERSION, engineFolder, hasEngine, loadEngine } from "./engine.ts";
import { installEngine } from "./install-engine.ts";

const noOwnEngine = (): never => {
  throw new Error("Cannot find package 'node-llama-cpp'");
};

describe("installEngine()", () => {
  let folder: string;
  let commands: ToolCommand[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "specwright-engine-"));
    commands = [];
  });

  afterEach(() => rm(folder, { recursive: true }));

  const npm = (result: Partial<ToolResult> = {}) =>
    ({
      find: async (program: string) => `/usr/bin/${program}`,
      async run(command: ToolCommand) {
        commands.push(command);
        const entry = join(command.directory!, "node_modules/node-llama-cpp/dist/index.js");
        await mkdir(dirname(entry), { recursive: true });
        await writeFile(
          join(command.directory!, "node_modules/node-llama-cpp/package.json"),
          '{"type":"module"}',
        );
        await writeFile(entry, "export const getLlama = () => 'from the cache';\n");
        return { exitCode: 0, stdout: "", stderr: "", ...result };
      },
    }) as unknown as ToolRunner;
  const install = (
    toolRunner: ToolRunner,
    wishes: { platform?: string; isOffline?: boolean; isHere?: boolean } = {},
  ) =>
    installEngine(
      { cacheDirectory: folder, isOffline: wishes.isOffline ?? false, idleTimeoutMs: 1000 },
      { toolRunner },
      {
        onProgress: () => undefined,
        signal: undefined,
        isHere: false,
        platform: "linux-x64",
        ...wishes,
      },
    );
  const engines = () => readdir(join(folder, "engines")).catch(() => []);

  test("puts an engine where loadEngine() finds it", async () => {
    const settings = { cacheDirectory: folder };
    expect(await hasEngine(settings, () => false)).toBe(false);

    await install(npm());

    expect(await hasEngine(settings, () => false)).toBe(true);
    expect(await loadEngine(settings, noOwnEngine)).toHaveProperty("getLlama");
    expect(await engines()).toEqual([basename(engineFolder(settings))]);
  });

  test("asks npm for the engine and this machine's binary, and lets no script run", async () => {
    await install(npm(), { platform: "darwin-arm64" });

    const [{ program, args, environment, inherits }] = commands as [ToolCommand];
    expect(program).toBe("/usr/bin/npm");
    expect(args).toEqual(expect.arrayContaining(["--ignore-scripts", "--omit=optional"]));
    expect(args.slice(-2)).toEqual([
      `node-llama-cpp@${ENGINE_VERSION}`,
      `@node-llama-cpp/mac-arm64-metal@${ENGINE_VERSION}`,
    ]);
    expect(environment).toEqual({ NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true" });
    expect(inherits).toBe("all");
  });

  test("leaves nothing behind when npm fails, and repeats what it said", async () => {
    const stderr = "npm error code ENOTFOUND\nnpm error network request failed\n";

    await expect(install(npm({ exitCode: 1, stderr }))).rejects.toMatchObject({
      code: "download/failed",
      help: expect.stringContaining("network request failed"),
    });
    expect(await engines()).toEqual([]);
  });

  test("leaves alone what another process put there meanwhile", async () => {
    await install(npm());

    await install(npm());

    expect(await engines()).toHaveLength(1);
  });

  test("does nothing when there is an engine", async () => {
    await install(npm(), { isHere: true });

    expect(commands).toEqual([]);
  });

  test.each([
    ["offline", { isOffline: true }, "download/failed"],
    ["on a machine that no binary fits", { platform: "sunos-x64" }, "model/missing"],
  ])("refuses %s", async (_when, wishes, code) => {
    await expect(install(npm(), wishes)).rejects.toMatchObject({ code });
    expect(commands).toEqual([]);
  });

  test("says when there is no npm, and when the disk is full", async () => {
    const none = { ...npm(), find: async () => undefined };
    const full = npm({ exitCode: 1, stderr: "npm error code ENOSPC\n" });

    await expect(install(none)).rejects.toMatchObject({ code: "toolchain/missing" });
    await expect(install(full)).rejects.toMatchObject({ code: "storage/full" });
  });
});

describe("loadEngine()", () => {
  test("says what to do when there is no engine", async () => {
    await expect(loadEngine({ cacheDirectory: "/nowhere" }, noOwnEngine)).rejects.toMatchObject({
      code: "model/missing",
      help: expect.stringContaining("specwright models pull"),
    });
  });

  test("prefers the engine that is installed beside us", async () => {
    const own = { getLlama: () => "ours" } as never;

    expect(await loadEngine({ cacheDirectory: "/nowhere" }, async () => own)).toBe(own);
  });
});
