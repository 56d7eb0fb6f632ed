import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { startFakeProviderServer } from "../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { type CliResult, createProject, runCli } from "./cli/run-cli.ts";

const HOOK = pathToFileURL(fileURLToPath(new URL("record-connections.ts", import.meta.url))).href;
const MAIN = fileURLToPath(new URL("../src/faces/cli/main.ts", import.meta.url));
const SPEC = `---
language: typescript
signature: "export function one(): number"
examples:
  - one() => 1
---
# One

Return 1.
`;
const CODE = "export function one(): number {\n  return 1;\n}\n";
const ANSWERS = JSON.stringify([`\`\`\`ts\n${CODE}\`\`\``]);

/** All that could tempt somebody to call home: keys, a collector, an endpoint elsewhere. */
const TEMPTING = {
  OPENAI_API_KEY: "sk-of-nobody-123456",
  ANTHROPIC_API_KEY: "sk-of-nobody-654321",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.invalid:4318",
  SPECWRIGHT_OFFLINE: "true",
  SPECWRIGHT_MAX_RETRIES: "0",
};

function createTempted(offlineHosts: readonly string[], baseUrl: string): string {
  return createProject({
    "spec.md": SPEC,
    "one.ts": CODE,
    "answers.json": ANSWERS,
    "config/specwright/config.toml": [
      `offline_hosts = ${JSON.stringify(offlineHosts)}`,
      "[endpoints.lab]",
      `base_url = "${baseUrl}"`,
    ].join("\n"),
  });
}

/** Runs a command, and tells whom it asked for, in any way that Node has. */
async function runWatched(
  root: string,
  args: readonly string[],
): Promise<CliResult & { readonly contacts: readonly string[] }> {
  const file = join(root, "connections.txt");
  writeFileSync(file, "");
  const result = await runCli(root, args, {
    ...TEMPTING,
    XDG_CONFIG_HOME: join(root, "config"),
    NODE_OPTIONS: `--import ${HOOK}`,
    CONNECTIONS: file,
  });
  return { ...result, contacts: readFileSync(file, "utf8").split("\n").filter(Boolean) };
}

const isHere = (contact: string): boolean =>
  /^connect (?:127\.0\.0\.1|localhost|::1):\d+$|^lookup localhost$|^connect \//.test(contact);

const COMMANDS: readonly (readonly string[])[] = [
  ["generate", "spec.md", "--model", "scripted/answers.json"],
  ["generate", "spec.md", "--model", "scripted/answers.json", "--offline", "--json"],
  ["estimate", "spec.md", "--model", "openai/gpt-5.2-mini"],
  ["check", "one.ts", "--spec", "spec.md"],
  ["doctor"],
  ["prices", "list"],
  ["cache", "stats"],
  ["cost"],
  ["keys", "list"],
  ["audit", "verify"],
  ["models", "list"],
  ["batches", "list"],
];

describe("offline", () => {
  test("contacts nobody but this machine, whatever is set up", async () => {
    const root = createTempted([], "https://llm.invalid/v1");
    const contacts: (readonly [string, string])[] = [];
    for (const args of COMMANDS) {
      const run = await runWatched(root, args);
      // Whatever it does here, it is a command, and no bug ends it.
      expect({ args, code: run.code, is: [2, 70].includes(run.code ?? 70) }).toMatchObject({
        is: false,
      });
      contacts.push(...run.contacts.map((contact) => [args[0] ?? "", contact] as const));
    }

    expect(contacts.filter(([, contact]) => !isHere(contact))).toEqual([]);
    // The hook sees what there is to see: `doctor` looks whether Ollama answers.
    expect(contacts.map(([command]) => command)).toContain("doctor");
  }, 180_000);

  test.each(["lab/toy", "openai/gpt-5.2-mini", "anthropic/claude-haiku-4-5"])(
    "refuses %s before anything is sent",
    async (model) => {
      const root = createTempted([], "https://llm.invalid/v1");

      const { code, stderr, contacts } = await runWatched(root, [
        ...["generate", "spec.md", "--model", model, "--yes"],
      ]);

      expect([code, contacts.filter((contact) => !isHere(contact))]).toEqual([2, []]);
      expect(stderr).toMatch(/`offline` is set/);
    },
    60_000,
  );

  test("contacts a host that the user named, and no other", async () => {
    const root = createTempted(["llm.invalid"], "http://llm.invalid:8080/v1");

    const { code, contacts } = await runWatched(root, [
      ...["generate", "spec.md", "--model", "lab/toy", "--yes"],
    ]);

    expect(code).toBe(6);
    const elsewhere = contacts.filter((contact) => !isHere(contact));
    expect(new Set(elsewhere)).toEqual(new Set(["connect llm.invalid:8080", "lookup llm.invalid"]));
  }, 60_000);

  test("uses an endpoint on this machine", async () => {
    await using server = await startFakeProviderServer([
      { kind: "text", pieces: [`\`\`\`ts\n${CODE}\`\`\``] },
    ]);
    const root = createTempted([], `${server.url}/v1`);

    const { code, contacts } = await runWatched(root, [
      ...["generate", "spec.md", "--model", "lab/toy", "--yes"],
    ]);

    expect(code).toBe(0);
    expect(contacts).toContain(`connect ${new URL(server.url).host}`);
    expect(contacts.filter((contact) => !isHere(contact))).toEqual([]);
  }, 60_000);
});

const canTrace = spawnSync("strace", ["-f", "-e", "trace=connect", "true"]).status === 0;

describe.skipIf(!canTrace)("offline, seen by the kernel through strace", () => {
  test.each([
    ["generate", "spec.md", "--model", "scripted/answers.json"],
    ["doctor"],
    ["prices", "list"],
  ])(
    "%s … opens no socket to elsewhere",
    (...args) => {
      const root = createTempted([], "https://llm.invalid/v1");
      const trace = join(root, "trace.txt");

      const { status } = spawnSync(
        "strace",
        [
          ...["-f", "-qq", "-e", "trace=connect,sendto", "-o", trace],
          ...[process.execPath, MAIN, ...args.filter((arg) => typeof arg === "string")],
        ],
        {
          cwd: root,
          env: {
            ...TEMPTING,
            PATH: process.env["PATH"] ?? "",
            HOME: process.env["HOME"] ?? "",
            XDG_CONFIG_HOME: join(root, "config"),
          },
        },
      );

      expect([0, 5, 6]).toContain(status);
      expect(existsSync(trace)).toBe(true);
      const elsewhere = readFileSync(trace, "utf8")
        .split("\n")
        .filter((line) => /AF_INET6?/.test(line))
        .filter((line) => !/"127\.[\d.]+"|"::1"/.test(line));
      expect(elsewhere).toEqual([]);
    },
    120_000,
  );
});
