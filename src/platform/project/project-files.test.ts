import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createProjectFiles } from "./project-files.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function createFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), "specwright-walk-"));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const list = (root: string, options?: Parameters<typeof createProjectFiles>[1]) =>
  createProjectFiles(root, options).list({ extensions: new Set([".py"]), signal: undefined });
const pathsIn = async (root: string): Promise<readonly string[]> => {
  const { sources, others } = await list(root);
  return [...sources.map(({ path }) => path), ...others].toSorted();
};

describe("createProjectFiles().list()", () => {
  test("tells files to read from others, nearest first, with size and time", async () => {
    const root = createFolder({ "a/b.py": "12345", "c.py": "", "d.txt": "" });

    const { sources, others, isCut } = await list(root);

    expect(sources).toMatchObject([{ path: "c.py" }, { path: "a/b.py", bytes: 5 }]);
    expect(sources[0]?.modifiedMs).toBeGreaterThan(0);
    expect([others, isCut]).toEqual([["d.txt"], false]);
  });

  test("leaves out what git ignores: nested rules, exceptions, and .git/info/exclude", async () => {
    const root = createFolder({
      ".git/info/exclude": "*.secret.py\n",
      ".gitignore": "*.log.py\n/build/\n!kept.log.py\n",
      "a.py": "",
      "a.log.py": "",
      "kept.log.py": "",
      "x.secret.py": "",
      "build/a.py": "",
      "in/build/a.py": "",
      "in/.gitignore": "deep.py\n!again.log.py\n",
      "in/deep.py": "",
      "in/again.log.py": "",
      "in/more/deep.py": "",
    });

    expect((await pathsIn(root)).filter((path) => path.endsWith(".py"))).toEqual([
      "a.py",
      "in/again.log.py",
      "in/build/a.py",
      "kept.log.py",
    ]);
  });

  test("knows the rules of the repository around the project", async () => {
    const root = createFolder({
      ".git/HEAD": "",
      ".gitignore": "/shop/made.py\n",
      "shop/made.py": "",
      "shop/written.py": "",
    });

    expect(await pathsIn(join(root, "shop"))).toEqual(["written.py"]);
  });

  test("follows no symbolic link: none in a circle, none that leads out", async () => {
    const outside = createFolder({ "secret.py": "" });
    const root = createFolder({ "a/b.py": "" });
    symlinkSync("..", join(root, "a/up"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync(join(outside, "secret.py"), join(root, "secret.py"));
    symlinkSync("loop", join(root, "loop"));

    const { sources, skipped } = await list(root);

    expect(sources.map(({ path }) => path)).toEqual(["a/b.py"]);
    expect(skipped).toEqual(
      ["loop", "out", "secret.py", "a/up"].map((path) => ({ path, reason: "a symbolic link" })),
    );
  });

  test("leaves out vendored folders, other repositories, large files and pipes, and says why", async () => {
    const root = createFolder({
      "node_modules/a/b.py": "",
      "env/pyvenv.cfg": "",
      "env/lib/a.py": "",
      "sub/.git": "gitdir: elsewhere",
      "sub/a.py": "",
      "large.py": "x".repeat(1_000_001),
      ".specwright/runs/a.py": "",
      "good.py": "",
    });
    execFileSync("mkfifo", [join(root, "pipe.py")]);

    const { sources, others, skipped } = await list(root);

    expect([sources.map(({ path }) => path), others]).toEqual([["good.py"], []]);
    expect(skipped).toEqual([
      { path: "node_modules/", reason: "a folder that tools fill" },
      { path: "pipe.py", reason: "a device, a pipe or a socket" },
      { path: "large.py", reason: "larger than 1000000 bytes" },
      { path: "env/", reason: "a folder that tools fill" },
      { path: "sub/", reason: "a repository of its own" },
    ]);
  });

  test("stops at a limit, also inside one folder", async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`d/${at}.py`, ""]));
    const root = createFolder({ ...files, "near.py": "" });

    const { sources, isCut } = await list(root, { maxEntries: 20 });

    expect(isCut).toBe(true);
    expect(sources.length).toBeLessThanOrEqual(20);
    expect(sources[0]?.path).toBe("near.py");
  });

  test("goes on past a folder that it may not read, and past rules that are none", async () => {
    const root = createFolder({
      "shut/a.py": "",
      "b.py": "",
      ".gitignore": "\u0000[z-a]\n\\\n[\n",
    });
    chmodSync(join(root, "shut"), 0);

    const { sources } = await list(root);

    expect(sources.map(({ path }) => path)).toContain("b.py");
    chmodSync(join(root, "shut"), 0o700);
  });

  test("throws the signal's reason", async () => {
    const reason = new Error("stop");
    const files = createProjectFiles(createFolder({ "a.py": "" }));

    const walk = files.list({ extensions: new Set(), signal: AbortSignal.abort(reason) });

    await expect(walk).rejects.toBe(reason);
  });
});

describe("createProjectFiles().read()", () => {
  test("reads text, and says what is none", async () => {
    const root = createFolder({
      "a.py": "x = 'ä'\n",
      "nul.py": "a\u0000b",
      "latin.py": Uint8Array.of(0x78, 0xe4, 0x78),
      "large.py": "x".repeat(200),
    });
    const { read } = createProjectFiles(root, { maxBytes: 100 });

    expect(await read("a.py")).toEqual({ text: "x = 'ä'\n", refusal: undefined });
    expect((await read("nul.py")).refusal).toMatch(/binary/);
    expect((await read("latin.py")).refusal).toBe("not valid UTF-8");
    expect((await read("large.py")).refusal).toBe("larger than 100 bytes");
    expect((await read("gone.py")).refusal).toMatch(/gone/);
    expect((await read(".")).refusal).toBe("not a file any more");
  });
});
