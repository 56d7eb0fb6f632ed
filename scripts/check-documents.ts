/**
 * Holds generated documents equal to the code they are made from, links equal to files, and commands equal to the
 * program.
 * Fails where one differs; with `--write` (`npm run documents`) writes them anew.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  describeSetting,
  SETTING_KEYS,
  settingsSchema,
  variableOf,
} from "../src/config/settings.ts";
import { FAULTS } from "../src/domain/fault.ts";
import { EXIT_CODES, exitOfFault } from "../src/faces/cli/exit-codes.ts";
import { createProgram } from "../src/faces/cli/program.ts";
import { createTerminal } from "../src/faces/cli/terminal.ts";
import { findWrongCommands } from "./wrong-commands.ts";

type FaultEntry = [keyof typeof FAULTS, (typeof FAULTS)[keyof typeof FAULTS]];

const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [titles, titles.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const exitCodes = table(
  ["code", "meaning"],
  Object.values(EXIT_CODES).map(({ code, meaning }) => [`${code}`, meaning]),
);

const faults = `# Faults

Something outside failed: a program, a model, a disk, or what was asked for. Made from \`src/domain/fault.ts\`.

${table(
  ["code", "meaning", "worth a retry", "exit code"],
  (Object.entries(FAULTS) as FaultEntry[]).map(([code, { summary, isRetryable }]) => [
    `\`${code}\``,
    summary,
    isRetryable ? "yes" : "no",
    `${EXIT_CODES[exitOfFault(code)].code}`,
  ]),
)}
`;

/** The default, without what only this machine would answer. */
const defaultOf = (key: (typeof SETTING_KEYS)[number]): string => {
  if (key === "threads") return "all cores but one";
  const value = settingsSchema.shape[key].safeParse(undefined);
  return value.data === undefined ? "-" : `\`${JSON.stringify(value.data)}\``;
};

const settings = `# Settings

In \`specwright.toml\` (project), \`~/.config/specwright/config.toml\` (user) or the environment. A flag wins over the
environment, that over the project, that over the user. Keys of providers are read from the environment only. Made from
\`src/config/settings.ts\`.

${table(
  ["setting", "variable", "default", "meaning"],
  SETTING_KEYS.map((key) => [
    `\`${key}\``,
    variableOf(key) === undefined ? "-" : `\`${variableOf(key)}\``,
    defaultOf(key),
    describeSetting(key),
  ]),
)}
`;

const readme = readFileSync("README.md", "utf8").replace(
  /(<!-- exit-codes -->\n)[\s\S]*?(\n<!-- \/exit-codes -->)/,
  (_all, before: string, after: string) => `${before}${exitCodes}${after}`,
);

const isWriting = process.argv.includes("--write");
const problems: string[] = [];
for (const [path, wanted] of Object.entries({
  "README.md": readme,
  "docs/reference/faults.md": faults,
  "docs/reference/settings.md": settings,
})) {
  if (existsSync(path) && readFileSync(path, "utf8") === wanted) continue;
  if (isWriting) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted);
  } else {
    problems.push(`${path} differs from the code: npm run documents`);
  }
}

for (const path of globSync("{*.md,docs/**/*.md,src/**/*.md}")) {
  for (const [, target = ""] of readFileSync(path, "utf8").matchAll(
    /\]\((?!https?:|#)([^)#]+)[^)]*\)/g,
  )) {
    if (!existsSync(join(dirname(path), target)))
      problems.push(`${path} links to ${target}, which is not there`);
  }
}

const terminal = createTerminal(process);
const face = { terminal, signal: new AbortController().signal, directory: process.cwd() };
for (const path of globSync("{README.md,docs/guide/*.md}")) {
  const program = createProgram(face, () => undefined);
  for (const wrong of findWrongCommands(readFileSync(path, "utf8"), program))
    problems.push(`${path} says ${wrong}`);
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
