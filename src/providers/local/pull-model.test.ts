import { createHash } from "node:crypto";
import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ToolRunner } from "../../ports/tool-runner.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { pullModel } from "./pull-model.ts";
import { findModel, listModels, refuseChanged, removeModel } from "./store.ts";

const MODEL = Buffer.concat([Buffer.from("GGUF\x03\0\0\0"), Buffer.alloc(300_000, "weights")]);
const SHA256 = createHash("sha256").update(MODEL).digest("hex");
const noTools = {} as ToolRunner;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves `body`, and the rest of it to whoever asks for a range. */
const serve =
  (body: Buffer, etag = '"one"'): Answer =>
  ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? Number.NaN);
    const isRange = from < body.length && (headers["if-range"] ?? etag) === etag;
    const part = isRange ? body.subarray(from) : body;
    response.writeHead(isRange ? 206 : 200, {
      etag,
      "content-length": part.length,
      ...(isRange ? { "content-range": `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
    });
    response.end(part);
  };

/** Sends the first third of what it promised, and then nothing. */
const stall =
  (etag?: string): Answer =>
  (_request, response) => {
    response.writeHead(200, {
      ...(etag === undefined ? {} : { etag }),
      "content-length": MODEL.length,
    });
    response.write(MODEL.subarray(0, MODEL.length / 3));
  };

describe("pullModel()", () => {
  let folder: string;
  let server: Server;
  let answers: Answer[];
  let requests: IncomingMessage[];
  let base: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "specwright-pull-"));
    answers = [];
    requests = [];
    server = createServer((request, response) => {
      requests.push(request);
      const answer = answers.shift() ?? ((_, last) => last.writeHead(500).end());
      answer(request, response);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const settings = (wishes: { isOffline?: boolean; idleTimeoutMs?: number } = {}) => ({
    cacheDirectory: folder,
    isOffline: false,
    idleTimeoutMs: 5_000,
    ...wishes,
  });
  const machine = { clock: createFakeClock(), toolRunner: noTools };
  const pull = (
    reference: string,
    options: Parameters<typeof settings>[0] & { signal?: AbortSignal } = {},
  ) =>
    pullModel(reference, settings(options), machine, {
      onProgress: () => undefined,
      signal: options.signal,
    });
  /** Pulls until a third is here; then the connection breaks. */
  const pullAndCut = (reference: string) =>
    expect(
      pullModel(reference, settings(), machine, {
        onProgress: ({ bytes }) =>
          bytes >= Math.floor(MODEL.length / 3) && server.closeAllConnections(),
        signal: undefined,
      }),
    ).rejects.toMatchObject({ code: "download/failed" });
  const files = async (): Promise<readonly string[]> =>
    (await readdir(join(folder, "models"))).toSorted();

  test("keeps the file and notes what it is", async () => {
    answers = [serve(MODEL)];

    const pulled = await pull(`${base}/Tiny.gguf?token=secret`);

    expect(pulled).toMatchObject({
      name: "tiny",
      sha256: SHA256,
      bytes: MODEL.length,
      source: `${base}/Tiny.gguf`,
      pulledAt: "2026-01-01T00:00:00.000Z",
      wasHere: false,
    });
    expect(await readFile(pulled.path)).toEqual(MODEL);
    expect(await files()).toEqual(["tiny.gguf", "tiny.json"]);
    expect(await readFile(join(folder, "models/tiny.json"), "utf8")).not.toContain("secret");
  });

  test("says how far it has come", async () => {
    answers = [serve(MODEL)];
    const seen: { bytes: number; totalBytes: number | undefined }[] = [];

    const onProgress = (progress: (typeof seen)[number]): void => void seen.push(progress);
    await pullModel(`${base}/x.gguf`, settings(), machine, { onProgress, signal: undefined });

    expect(seen[0]).toEqual({ what: "x", bytes: 0, totalBytes: MODEL.length });
    expect(seen.at(-1)).toEqual({ what: "x", bytes: MODEL.length, totalBytes: MODEL.length });
  });

  test("asks nobody when the model is here", async () => {
    answers = [serve(MODEL)];
    await pull(`${base}/x.gguf`);

    const again = await pull(`${base}/x.gguf`, { isOffline: true });

    expect(again.wasHere).toBe(true);
    expect(requests).toHaveLength(1);
  });

  test("goes on where a cut connection stopped", async () => {
    answers = [stall('"one"'), serve(MODEL)];

    await pullAndCut(`${base}/x.gguf`);
    expect((await files()).every((file) => file.endsWith(".part"))).toBe(true);
    const pulled = await pull(`${base}/x.gguf`);

    expect(pulled.sha256).toBe(SHA256);
    expect(requests[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await readFile(pulled.path)).toEqual(MODEL);
    expect(await files()).toEqual(["x.gguf", "x.json"]);
  });

  test("starts anew when the file on the server has changed", async () => {
    answers = [stall('"zero"'), serve(MODEL)];

    await pullAndCut(`${base}/x.gguf`);
    const pulled = await pull(`${base}/x.gguf`);

    expect(requests[1]?.headers["if-range"]).toBe('"zero"');
    expect(pulled.sha256).toBe(SHA256);
  });

  test("starts anew when nothing can tell whether two parts belong together", async () => {
    answers = [stall(), serve(MODEL)];

    await pullAndCut(`${base}/x.gguf`);
    await pull(`${base}/x.gguf`);

    expect(requests[1]?.headers.range).toBeUndefined();
  });

  test("never goes on with the beginning of another file", async () => {
    answers = [stall('"one"'), serve(MODEL)];

    await pullAndCut(`${base}/x.gguf`);
    await pull(`${base}/other/x.gguf`);

    expect(requests[1]?.headers.range).toBeUndefined();
  });

  test("starts anew when the server refuses the range", async () => {
    const refuse: Answer = (_request, response) => response.writeHead(416).end();
    answers = [stall('"one"'), refuse, serve(MODEL)];

    await pullAndCut(`${base}/x.gguf`);

    expect((await pull(`${base}/x.gguf`)).sha256).toBe(SHA256);
  });

  test("deletes what has the wrong checksum", async () => {
    answers = [serve(MODEL)];

    const pulling = pull(`${base}/x.gguf#sha256=${"0".repeat(64)}`);

    await expect(pulling).rejects.toMatchObject({
      code: "model/corrupt",
      details: { actualSha256: SHA256 },
    });
    expect(await files()).toEqual([]);
  });

  test("deletes what is no GGUF, such as a page that says sorry", async () => {
    answers = [serve(Buffer.from("<!doctype html>"))];

    await expect(pull(`${base}/x.gguf`)).rejects.toMatchObject({ code: "model/corrupt" });
    expect(await files()).toEqual([]);
  });

  test("knows a missing file from a failed download", async () => {
    answers = [404, 503].map((status) => (_request, response) => response.writeHead(status).end());

    await expect(pull(`${base}/x.gguf`)).rejects.toMatchObject({ code: "model/unknown" });
    await expect(pull(`${base}/x.gguf`)).rejects.toMatchObject({ code: "download/failed" });
  });

  test("says when nobody answers", async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));

    await expect(pull(`${base}/x.gguf`)).rejects.toMatchObject({
      code: "download/failed",
      message: expect.stringContaining("ECONNREFUSED"),
    });
    server.listen(0);
  });

  test("gives up on a server that falls silent", async () => {
    answers = [(_request, response) => void response.writeHead(200).write(MODEL.subarray(0, 10))];

    await expect(pull(`${base}/x.gguf`, { idleTimeoutMs: 50 })).rejects.toMatchObject({
      code: "download/failed",
      message: expect.stringContaining("said nothing"),
    });
  });

  test("rejects with the signal's reason and closes the connection", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    answers = [
      (_request, response) => {
        response.on("close", resolve).writeHead(200).write(MODEL.subarray(0, 10));
        setImmediate(() => controller.abort(reason));
      },
    ];

    await expect(pull(`${base}/x.gguf`, { signal: controller.signal })).rejects.toBe(reason);
    await closed;
  });

  test("opens no socket when offline", async () => {
    const pulling = pull(`${base}/x.gguf`, { isOffline: true });

    await expect(pulling).rejects.toMatchObject({ code: "download/failed" });
    expect(requests).toHaveLength(0);
  });

  test("brings a file again that somebody has changed", async () => {
    answers = [serve(MODEL), serve(MODEL)];
    const { path } = await pull(`${base}/x.gguf`);
    await appendFile(path, "more");

    const again = await pull(`${base}/x.gguf`);

    expect(again.wasHere).toBe(false);
    expect(await readFile(path)).toEqual(MODEL);
  });

  test("gives no name to two models", async () => {
    answers = [serve(MODEL)];
    await pull(`${base}/x.gguf`);

    await expect(pull(`${base}/other/x.gguf`)).rejects.toMatchObject({ code: "usage/invalid" });
  });

  test("refuses a name that nobody knows, and a path", async () => {
    await expect(pull("no-such-model")).rejects.toMatchObject({ code: "model/unknown" });
    await expect(pull("/models/x.gguf")).rejects.toMatchObject({ code: "usage/invalid" });
  });

  test("says when the folder cannot be written", async () => {
    answers = [serve(MODEL)];
    await writeFile(join(folder, "models"), "a file in the way");

    await expect(pull(`${base}/x.gguf`)).rejects.toMatchObject({
      code: expect.stringMatching(/^storage\//),
    });
  });

  test("is what listModels() shows and removeModel() removes", async () => {
    answers = [serve(MODEL), serve(MODEL)];
    await pull(`${base}/b.gguf`);
    await pull(`${base}/a.gguf`);

    expect((await listModels(settings())).map(({ name }) => name)).toEqual(["a", "b"]);
    await removeModel("a", settings());

    expect(await files()).toEqual(["b.gguf", "b.json"]);
    await expect(removeModel("a", settings())).rejects.toMatchObject({ code: "model/missing" });
  });

  test("keeps removeModel() inside the store", async () => {
    await writeFile(join(folder, "mine.gguf"), "");
    answers = [serve(MODEL)];
    await pull(`${base}/x.gguf`);

    await expect(removeModel("../mine", settings())).rejects.toMatchObject({
      code: "model/missing",
    });
  });

  test("lets refuseChanged() tell a touched file from a changed one", async () => {
    answers = [serve(MODEL)];
    const { path } = await pull(`${base}/x.gguf`);
    const find = async () => (await findModel(settings(), "x"))!;
    await utimes(path, 1, 1);

    await refuseChanged(settings(), await find());
    expect((await find()).modifiedMs).toBe((await stat(path)).mtimeMs);
    await writeFile(path, Buffer.alloc(MODEL.length));

    await expect(refuseChanged(settings(), await find())).rejects.toMatchObject({
      code: "model/corrupt",
    });
  });
});
