import { describe, expect, test } from "vitest";
import { createMemoryFiles } from "../testing/memory-files.ts";
import { readKnownPackages } from "./known-packages.ts";

const read = (path: string, files: Readonly<Record<string, string>>) =>
  readKnownPackages(path, createMemoryFiles(files));

describe("readKnownPackages()", () => {
  test("knows nothing where the project says nothing, or nothing that can be read", async () => {
    expect(await read("a.ts", {})).toBeUndefined();
    expect(await read("a.ts", { "package.json": "{}" })).toBeUndefined();
    expect(await read("a.ts", { "package.json": "{" })).toBeUndefined();
    expect(await read("a.py", { "pyproject.toml": "= broken" })).toBeUndefined();
    expect(await read("a.py", { "pyproject.toml": "[tool.ruff]\n" })).toBeUndefined();
    expect(await read("a.rs", { "Cargo.toml": "[workspace]\n" })).toBeUndefined();
  });

  test("reads package.json, types of other packages and its own name included", async () => {
    const text = JSON.stringify({
      name: "own",
      dependencies: { a: "1" },
      devDependencies: { "@types/b__c": "1" },
    });

    expect([...((await read("a.tsx", { "package.json": text })) ?? [])]).toEqual([
      "a",
      "@types/b__c",
      "@b/c",
      "own",
    ]);
  });

  test("reads pyproject.toml and lists of requirements", async () => {
    const found = await read("a.py", {
      "pyproject.toml":
        '[project]\nname = "own"\ndependencies = ["httpx[http2]>=1"]\n[dependency-groups]\ndev = ["pytest"]\n[tool.poetry.dependencies]\nrich = "*"\n',
      "requirements-dev.txt": "# a comment\nPyYAML==6 # why\n-r other.txt\n",
    });

    for (const name of ["httpx", "pytest", "rich", "PyYAML", "own"])
      expect(found?.has(name)).toBe(true);
    expect(found?.has("a")).toBe(false);
  });

  test("reads Cargo.toml, dependencies of targets too", async () => {
    const found = await read("a.rs", {
      "Cargo.toml":
        '[package]\nname = "own"\n[dependencies]\nserde = "1"\n[target."cfg(unix)".dependencies]\nnix = "1"\n',
    });

    expect([...(found ?? [])].toSorted()).toEqual(["nix", "own", "serde"]);
  });
});
