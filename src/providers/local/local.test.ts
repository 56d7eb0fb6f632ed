import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Machine } from "../../ports/machine.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { local } from "./index.ts";

describe("local", () => {
  let folder: string;
  const machine = { files: { root: "/" } } as Machine;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "specwright-local-"));
    await mkdir(join(folder, "models"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const settings = (isOffline = false) =>
    ({ cacheDirectory: folder, threads: 1, isOffline, idleTimeoutMs: 1000 }) as ProviderSettings;
  const keep = async (name: string, sha256: string): Promise<void> => {
    const file = join(folder, "models", name);
    await writeFile(`${file}.gguf`, "GGUF\x03\0\0\0 and so on");
    const record = {
      schemaVersion: 1,
      name,
      sha256,
      bytes: 18,
      source: "test",
      pulledAt: "",
      modifiedMs: 0,
    };
    await writeFile(`${file}.json`, JSON.stringify(record));
  };

  test("probe() is ready without a model, for it can be pulled", async () => {
    expect(await local.probe(settings(), machine)).toMatchObject({
      isReady: true,
      why: expect.stringContaining("no model is here"),
      defaultModel: "smollm2-135m-instruct",
    });
  });

  test("probe() is not ready without a model when offline", async () => {
    expect(await local.probe(settings(true), machine)).toMatchObject({
      isReady: false,
      help: expect.stringContaining("specwright models pull smollm2-135m-instruct"),
    });
  });

  test("probe() takes the model that is here where the default one is not", async () => {
    await keep("other", "");

    expect(await local.probe(settings(true), machine)).toMatchObject({
      isReady: true,
      defaultModel: "other",
    });
  });

  test("open() says how to bring a model that is missing", async () => {
    await expect(local.open("smollm2-135m-instruct", settings(), machine)).rejects.toMatchObject({
      code: "model/missing",
      help: "specwright models pull smollm2-135m-instruct",
    });
  });

  test("open() knows a name that means nothing from a missing model", async () => {
    await expect(local.open("smolm", settings(), machine)).rejects.toMatchObject({
      code: "model/unknown",
    });
  });

  test("open() refuses a file that is not the one that was pulled", async () => {
    await keep("changed", "0".repeat(64));

    await expect(local.open("changed", settings(), machine)).rejects.toMatchObject({
      code: "model/corrupt",
      help: expect.stringContaining("specwright models pull changed"),
    });
  });
});
