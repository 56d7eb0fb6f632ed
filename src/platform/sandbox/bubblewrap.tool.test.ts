import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import type { SandboxJob, SandboxLimits } from "../../ports/sandbox.ts";
import { createScratchFolder } from "../scratch-folder.ts";
import { createToolRunner } from "../tool-runner.ts";
import { openBubblewrap } from "./bubblewrap.ts";
import { createSandbox } from "./create-sandbox.ts";
import { ISOLATIONS } from "./isolation.ts";

const toolRunner = createToolRunner();
const sandbox = await createSandbox(toolRunner);
if (sandbox?.id.startsWith("bubblewrap") !== true) throw new Error("bubblewrap does not work here");

const found = await toolRunner.run({
  program: "python3",
  args: ["-c", "import sys; print(sys.executable, sys.base_prefix)"],
});
const [pythonPath = "", pythonPrefix = ""] = found.stdout.trim().split(" ");
const python = { path: pythonPath, args: ["-I", "-B"], readOnlyPaths: [pythonPrefix] };

function run(
  interpreter: SandboxJob["interpreter"],
  text: string,
  limits?: SandboxLimits,
  signal?: AbortSignal,
) {
  const entry = typeof interpreter === "string" ? "main.js" : "main.py";
  const files = [{ path: entry, text }];
  return sandbox!.run({ files, entry, interpreter, limits }, { signal });
}
const runNode = (text: string, limits?: SandboxLimits) => run("node", text, limits);

/** Commands of all living processes that carry `mark` in their arguments. */
const findMarked = (mark: string): readonly string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return "";
      }
    })
    .filter((command) => command.includes(mark));

const markOf = (name: string): string => `mark-${name}-${process.pid}`;

describe("a job in bubblewrap", () => {
  test("runs modules with Node, with arguments, and gives all it says", async () => {
    const result = await sandbox.run({
      files: [
        {
          path: "src/main.js",
          text: 'import { name } from "./deep/name.js"; console.log(name, process.argv.slice(2)); console.error("ä"); process.exit(3);',
        },
        { path: "src/deep/name.js", text: "export const name = import.meta.url;" },
      ],
      entry: "src/main.js",
      interpreter: "node",
      args: ["--a", "b c"],
    });

    expect(result).toMatchObject({
      ended: "exit",
      exitCode: 3,
      stdout: "file:///tmp/job/src/deep/name.js [ '--a', 'b c' ]\n",
      stderr: "ä\n",
    });
  });

  test("runs Python, whose prefix is bound", async () => {
    const result = await run(python, "import json, os; print(json.dumps({'a': os.listdir('.')}))");

    expect(result).toMatchObject({ ended: "exit", exitCode: 0, stderr: "" });
    expect(JSON.parse(result.stdout)).toEqual({ a: expect.arrayContaining(["main.py"]) });
  });

  test("names a missing interpreter as what it is, and not as the code's failure", async () => {
    const missing = { path: "/no/such/program", args: [], readOnlyPaths: [] };

    await expect(run(missing, "")).rejects.toMatchObject({
      code: "sandbox/missing",
      message: expect.stringContaining("/no/such/program"),
    });
  });

  test.each([
    "/etc/passwd",
    "/etc/hostname",
    "/home",
    homedir(),
    fileURLToPath(new URL(".", import.meta.url)),
    process.cwd(),
    "/var",
    "/sys",
    "/proc/kcore",
    "/dev/mem",
    "/dev/vda",
    "/dev/sda",
  ])("cannot read %s", async (path) => {
    const text = `import fs from "node:fs";
      const read = (path) => fs.statSync(path).isDirectory() ? fs.readdirSync(path) : fs.readFileSync(path, "latin1").slice(0, 9);
      try { console.log(read(${JSON.stringify(path)})); } catch (error) { console.log(error.code); }`;

    const { stdout } = await runNode(text);

    // Folders on the way to the interpreter exist, and hold nothing but that way.
    expect(stdout.trim()).toMatch(/^(ENOENT|EACCES|EPERM|\[ '[^']*' \])$/);
  });

  test("sees only the interpreter of the folders that hold it", async () => {
    const text = `import fs from "node:fs";
      const known = ["bin", "dev", "input", "lib", "lib64", "proc", "usr"];
      const others = fs.readdirSync("/").filter((name) => !known.includes(name));
      const entries = others.flatMap((name) => fs.readdirSync("/" + name, { recursive: true, withFileTypes: true }));
      const files = entries.filter((entry) => !entry.isDirectory() && entry.parentPath !== process.cwd());
      console.log(JSON.stringify(files.map((entry) => entry.parentPath + "/" + entry.name)));`;

    const { stdout } = await runNode(text);

    const isOutsideUsr = !process.execPath.startsWith("/usr/");
    expect(JSON.parse(stdout)).toEqual(isOutsideUsr ? [process.execPath] : []);
  });

  test("can write to its scratch folder, which vanishes", async () => {
    await using temporary = await createScratchFolder();
    vi.stubEnv("TMPDIR", temporary.path);
    const text = `import fs from "node:fs";
      fs.writeFileSync("a.txt", "x"); fs.appendFileSync("main.js", "//");
      console.log(fs.readdirSync(".").join());`;

    const { stdout } = await runNode(text);
    vi.unstubAllEnvs();

    expect(stdout).toBe("a.txt,main.js,package.json\n");
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  test.each([
    "/x",
    "/usr/x",
    "/usr/bin/env",
    "/dev/x",
    "/dev/shm/x",
    "/proc/x",
    "/input/main.js",
    process.execPath,
  ])("cannot write %s", async (path) => {
    const text = `import fs from "node:fs";
        try { fs.appendFileSync(${JSON.stringify(path)}, "x"); console.log("written"); } catch (error) { console.log(error.code); }`;

    expect((await runNode(text)).stdout.trim()).toMatch(/^(EROFS|EACCES|EPERM|ENOENT|ETXTBSY)$/);
  });

  test("cannot fill the disk or the memory with files", async () => {
    const text = `import fs from "node:fs";
      let bytes = 0;
      try { for (let i = 0; ; i++) { fs.writeFileSync("f" + i, Buffer.alloc(2 ** 20)); bytes += 2 ** 20; } }
      catch (error) { console.log(error.code, bytes <= 64 * 2 ** 20); }`;

    expect((await runNode(text)).stdout).toBe("ENOSPC true\n");
  });

  test("sees none of our environment", async () => {
    vi.stubEnv("SOMETHING_OF_OURS", "private");
    const text = `import fs from "node:fs";
      const first = fs.existsSync("/proc/1/environ") ? (() => { try { return fs.readFileSync("/proc/1/environ", "utf8"); } catch { return ""; } })() : "";
      console.log(JSON.stringify([Object.keys(process.env).sort(), first]));`;

    const { stdout } = await runNode(text);
    vi.unstubAllEnvs();

    const [names, first] = JSON.parse(stdout) as [string[], string];
    expect(names.filter((name) => !["OLDPWD", "PWD"].includes(name))).toEqual([
      "HOME",
      "LANG",
      "PATH",
    ]);
    expect([first.includes("private"), first.includes(homedir())]).toEqual([false, false]);
  });

  test("cannot reach a server of ours, and resolves no names", async () => {
    let connections = 0;
    const server = createServer(() => connections++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const text = `import net from "node:net"; import dns from "node:dns/promises";
      const connect = new Promise((resolve) => net.connect(${port}, "127.0.0.1").on("connect", () => resolve("connected")).on("error", (error) => resolve(error.code)));
      const name = dns.resolve4("example.com").then(() => "resolved", () => "refused");
      const look = dns.lookup("example.com").then(() => "resolved", () => "refused");
      console.log(await connect, await name, await look);`;

    const { stdout } = await runNode(text, { timeoutMs: 30_000 });
    server.close();

    expect(stdout).toBe("ECONNREFUSED refused refused\n");
    expect(connections).toBe(0);
  });

  test("has no privileges, and cannot see or signal our processes", async () => {
    const text = `import fs from "node:fs";
      const status = fs.readFileSync("/proc/self/status", "utf8");
      const kill = () => { try { process.kill(${process.pid}, 0); return "signalled"; } catch (error) { return error.code; } };
      console.log(process.getuid() !== 0, /CapEff:\\t0+\\n/.test(status), /NoNewPrivs:\\t1/.test(status), kill(), fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).length < 6);`;

    expect((await runNode(text)).stdout).toBe("true true true ESRCH true\n");
  });

  test("ends a fork bomb, all of it", async () => {
    const mark = markOf("bomb");
    const text = `import os, subprocess, sys
while True:
    try:
        if os.fork() == 0:
            os.setsid()
            os.execv(sys.executable, [sys.executable, "-c", "while True: pass", "${mark}"])
    except OSError:
        pass`;

    const result = await run(python, text, { timeoutMs: 1_000 });

    expect(result).toMatchObject({ ended: "timeout" });
    expect(findMarked(mark)).toEqual([]);
  });

  test("lets no more than a few processes be", async () => {
    const text = `import os, time
count = 0
try:
    while True:
        if os.fork() == 0: time.sleep(60)
        count += 1
except OSError: print(count < 16)`;

    expect((await run(python, text)).stdout).toBe("True\n");
  });

  test("ends what a job leaves behind", async () => {
    const mark = markOf("daemon");
    const text = `import os, sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(60)", "${mark}"])
    os._exit(0)
print("done")`;

    const result = await run(python, text);

    expect(result).toMatchObject({ ended: "exit", stdout: "done\n" });
    expect(findMarked(mark)).toEqual([]);
  });

  test("does not count against other jobs at the same time", async () => {
    const text = "await new Promise((resolve) => setTimeout(resolve, 500)); console.log(1);";

    const results = await Promise.all(Array.from({ length: 6 }, () => runNode(text)));

    // Node that is denied a thread goes on, and says so.
    expect(results.map(({ stdout, stderr }) => stdout + stderr)).toEqual(Array(6).fill("1\n"));
  });

  test.each([
    ["Python", python, "all = []\nwhile True: all.append('x' * 10**6 + str(len(all)))"],
    [
      "shared memory",
      python,
      "import mmap\nall = []\nwhile True: all.append(mmap.mmap(-1, 10**7))",
    ],
    ["V8's heap", "node", "const all = []; for (;;) all.push(new Array(1e5).fill(1));"],
    ["buffers", "node", "const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));"],
  ] as const)("ends a hog of memory: %s", async (_name, interpreter, text) => {
    const result = await run(interpreter, text, { memoryBytes: 128 * 1024 * 1024 });

    expect(result.stderr).not.toBe("");
    expect(result.ended).toBe("memory");
  });

  test.each([
    ["javascript", "for (;;);"],
    ["node", "while (true) await null;"],
  ] as const)("ends an endless loop in %s", async (interpreter, text) => {
    const result = await run(interpreter, text, { timeoutMs: 500 });

    expect(result.ended).toBe("timeout");
    expect(result.timeMs).toBeLessThan(8_000);
  });

  test("ends a flood of output, and keeps what fits", async () => {
    const result = await run(python, "while True: print('123456789')", { maxOutputBytes: 1_000 });

    expect(result.ended).toBe("output");
    expect(result.stdout.startsWith("123456789\n".repeat(100))).toBe(true);
    expect(result.stdout.length).toBeLessThan(1_100);
  });

  test("rejects with the signal's own reason when aborted, after every process is gone", async () => {
    const mark = markOf("abort");
    const text = `import os, sys
if os.fork() == 0: os.setsid()
os.execv(sys.executable, [sys.executable, "-c", "while True: pass", "${mark}"])`;
    const controller = new AbortController();
    const reason = new Error("stop");

    const result = run(python, text, undefined, controller.signal);
    await vi.waitUntil(() => findMarked(mark).length === 2, { timeout: 5_000 });
    controller.abort(reason);

    await expect(result).rejects.toBe(reason);
    expect(findMarked(mark)).toEqual([]);
  });
});

// Each machine takes the first that works there; the others must hold as well.
describe.each(ISOLATIONS)("isolation %#", (isolation) => {
  test("gives no privileges, no place to write, and nothing of our environment", async () => {
    const weaker = await openBubblewrap(toolRunner, [isolation]);
    const text = `import fs from "node:fs";
      const attempt = (action) => { try { return action(); } catch (error) { return error.code; } };
      const status = fs.readFileSync("/proc/self/status", "utf8");
      const paths = ["/x", "/dev/x", "/dev/shm/x", "/usr/x", "/input/main.js"];
      console.log(JSON.stringify({
        isRoot: process.getuid() === 0,
        privileges: /CapEff:\\t(\\w+)/.exec(status)[1],
        written: paths.filter((path) => attempt(() => fs.appendFileSync(path, "x")) === undefined),
        first: attempt(() => fs.readFileSync("/proc/1/environ", "utf8")),
      }));`;
    const files = [{ path: "main.js", text }];

    const result = await weaker?.run({ files, entry: "main.js", interpreter: "node" });

    expect(JSON.parse(result?.stdout ?? "")).toEqual({
      isRoot: false,
      privileges: "0".repeat(16),
      written: [],
      first: expect.stringMatching(
        /^(EACCES|LANG=C.UTF-8\0PATH=\/usr\/bin\0|PATH=\/usr\/bin\0LANG=C.UTF-8\0)$/,
      ),
    });
  });
});
