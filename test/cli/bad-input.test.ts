import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.ts";

const SPEC =
  '---\nlanguage: typescript\nsignature: "export function one(): number"\n---\n# One\n\nReturn 1.\n';
const ANSWERS = JSON.stringify({
  answers: ["```ts\nexport function one(): number {\n  return 1;\n}\n```"],
});

interface Case {
  readonly name: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly args: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly code: number;
  readonly says: RegExp;
}

const generate = (...rest: string[]): readonly string[] => [
  "generate",
  "spec.md",
  "--out",
  "out.ts",
  ...rest,
];

const CASES: readonly Case[] = [
  {
    name: "a missing toolchain",
    files: { "a.py": "a = 1\n" },
    args: ["check", "a.py"],
    variables: { PATH: "/nonexistent" },
    code: 5,
    says: /python3/,
  },
  { name: "no such command", args: ["generat"], code: 2, says: /Did you mean generate/ },
  { name: "no such option", args: generate("--ot", "x"), code: 2, says: /unknown option/ },
  {
    name: "a number that is none",
    args: generate("--samples", "few"),
    code: 2,
    says: /whole number/,
  },
  { name: "a missing specification", args: generate(), code: 3, says: /spec\.md.*\n?.*/ },
  {
    name: "an empty specification",
    files: { "spec.md": "" },
    args: generate(),
    code: 3,
    says: /empty/i,
  },
  {
    name: "a specification of 50 MB",
    files: { "spec.md": "x".repeat(50_000_000) },
    args: generate(),
    code: 3,
    says: /MB|MiB|bytes|large/i,
  },
  {
    name: "a binary specification",
    files: { "spec.md": new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]) },
    args: generate(),
    code: 3,
    says: /text|UTF-8|binary/i,
  },
  {
    name: "a folder as specification",
    files: { "spec.md/x": "" },
    args: generate(),
    code: 3,
    says: /folder|directory/i,
  },
  {
    name: "an unknown language",
    files: { "spec.md": SPEC.replace("typescript", "cobol") },
    args: generate(),
    code: 3,
    says: /cobol/,
  },
  {
    name: "an unknown language by flag",
    files: { "a.txt": "x" },
    args: ["check", "a.txt", "--language", "cobol"],
    code: 2,
    says: /Languages here: typescript, python/,
  },
  {
    name: "a file whose language nobody knows",
    files: { "a.xyz": "x" },
    args: ["check", "a.xyz"],
    code: 2,
    says: /--language/,
  },
  { name: "a missing file to check", args: ["check", "no.ts"], code: 3, says: /no\.ts/ },
  {
    name: "an unknown profile",
    files: { "a.ts": "export {};" },
    args: ["check", "a.ts", "--profile", "lax"],
    code: 2,
    says: /Profiles: strict/,
  },
  {
    name: "an unknown provider",
    files: { "spec.md": SPEC },
    args: generate("--model", "antropic/x"),
    code: 6,
    says: /Did you mean "anthropic"/,
  },
  {
    name: "a model without its key",
    files: { "spec.md": SPEC },
    args: generate("--model", "anthropic/claude-sonnet-5-5"),
    code: 6,
    says: /ANTHROPIC_API_KEY/,
  },
  {
    name: "a local model that is not there, offline",
    files: { "spec.md": SPEC },
    args: generate("--model", "local/smollm2-135m-instruct", "--offline"),
    variables: { SPECWRIGHT_CACHE_DIRECTORY: "empty-cache" },
    code: 6,
    says: /models pull|offline/i,
  },
  {
    name: "a model file that is none",
    files: { "spec.md": SPEC, "broken.gguf": "this is not a model" },
    args: generate("--model", "local/./broken.gguf"),
    code: 6,
    says: /GGUF/,
  },
  {
    name: "an unknown setting",
    files: { "spec.md": SPEC, "specwright.toml": "modle = 'x'" },
    args: generate(),
    code: 2,
    says: /Did you mean "model"/,
  },
  {
    name: "an output outside the project",
    files: { "spec.md": SPEC, "answers.json": ANSWERS },
    args: ["generate", "spec.md", "--out", "../out.ts", "--model", "scripted/answers.json"],
    code: 2,
    says: /outside the project/,
  },
  {
    name: "an output that is somebody's file",
    files: { "spec.md": SPEC, "answers.json": ANSWERS, "out.ts": "// mine\n" },
    args: generate("--model", "scripted/answers.json"),
    code: 2,
    says: /--force/,
  },
  {
    name: "an output that another language reads",
    files: { "spec.md": SPEC, "answers.json": ANSWERS },
    args: ["generate", "spec.md", "--out", "out.py", "--model", "scripted/answers.json"],
    code: 2,
    says: /end with \.ts/,
  },
  {
    name: "an output below a file, which only writing tells",
    files: { "spec.md": SPEC, "answers.json": ANSWERS },
    args: ["generate", "spec.md", "--out", "package.json/a.ts", "--model", "scripted/answers.json"],
    code: 7,
    says: /Cannot write .*not a folder/,
  },
  {
    name: "a number that is not exact",
    files: { "spec.md": SPEC, "answers.json": ANSWERS },
    args: generate("--model", "scripted/answers.json", "--seed", "99999999999999999999"),
    code: 2,
    says: /whole number/,
  },
  {
    name: "an endpoint that takes a provider's name",
    files: {
      "spec.md": SPEC,
      "specwright.toml": "[endpoints.local]\nbase_url = 'http://127.0.0.1:1/v1'\n",
    },
    args: generate(),
    code: 2,
    says: /endpoints\.local/,
  },
  {
    name: "a journal that cannot be written",
    files: { "spec.md": SPEC, "answers.json": ANSWERS, ".specwright/runs": "a file, not a folder" },
    args: generate("--model", "scripted/answers.json"),
    code: 7,
    says: /Cannot/,
  },
  {
    name: "a run that is not there",
    args: ["runs", "show", "20260101-000000-nobody"],
    code: 7,
    says: /20260101-000000-nobody/,
  },
  {
    name: "a run id that is a path",
    args: ["runs", "show", "../../etc/passwd"],
    code: 7,
    says: /run/i,
  },
];

describe("specwright, given bad input,", () => {
  test.each(CASES)(
    "says what to do about $name",
    async ({ files, args, variables, code, says }) => {
      const root = createProject(files);

      const result = await runCli(root, args, variables);

      expect(result.stderr).toMatch(says);
      expect(result.code).toBe(code);
      expect(result.stdout).toBe("");
      expect(result.stderr).not.toMatch(/^ {4}at /m);
      expect(result.stderr.trim().split("\n").length).toBeLessThanOrEqual(6);
      const isKept = files !== undefined && "out.ts" in files;
      expect(existsSync(join(root, "out.ts"))).toBe(isKept);
      expect(readdirSync(root).filter((name) => name.includes("tmp"))).toEqual([]);
    },
  );
});
