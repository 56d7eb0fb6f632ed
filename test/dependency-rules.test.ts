import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IForbiddenRuleType,
} from "dependency-cruiser";
import { describe, expect, test } from "vitest";

const rules = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as {
  readonly forbidden: (IForbiddenRuleType & { readonly name: string })[];
  readonly options: ICruiseOptions;
};

/** For each rule, files that break it. */
const BREAKING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "no-cycles": {
    "src/std/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;',
    "src/std/b.ts": 'import type { A } from "./a.ts";\nexport type B = A;',
  },
  "domain-knows-nothing": { "src/domain/a.ts": 'import "../std/x.ts";' },
  "std-knows-nothing": { "src/std/a.ts": 'import "../domain/x.ts";' },
  "ports-speak-of-nouns": { "src/ports/a.ts": 'import "../std/x.ts";' },
  "stages-are-strangers": { "src/pipeline/model/a.ts": 'import "../prompt/x.ts";' },
  "flow-sees-its-stages": { "src/pipeline/a.ts": 'import "../platform/x.ts";' },
  "rooms-are-strangers": { "src/languages/one/index.ts": 'import "../two/x.ts";' },
  "tuning-stands-on-runs": { "src/tuning/a.ts": 'import "../config/x.ts";' },
  "verification-judges-again": { "src/verification/a.ts": 'import "../platform/x.ts";' },
  "batches-stand-on-the-flow": { "src/batch/a.ts": 'import "../platform/x.ts";' },
  "evaluations-stand-on-the-flow": { "src/evaluation/a.ts": 'import "../platform/x.ts";' },
  "training-reads-runs": { "src/training/a.ts": 'import "../platform/x.ts";' },
  "access-wraps-models": { "src/model-access/a.ts": 'import "../pipeline/x.ts";' },
  "synthesis-only-searches": { "src/synthesis/a.ts": 'import "../pipeline/x.ts";' },
  "telemetry-only-listens": { "src/telemetry/a.ts": 'import "../pipeline/x.ts";' },
  "conversations-only-keep": { "src/conversation/a.ts": 'import "../pipeline/x.ts";' },
  "syntax-only-reads-trees": { "src/syntax/a.ts": 'import "../languages/one/index.ts";' },
  "security-only-scans": { "src/security/a.ts": 'import "../pipeline/x.ts";' },
  "repository-only-looks-up": { "src/repository/a.ts": 'import "../platform/x.ts";' },
  "learning-only-counts": { "src/learning/a.ts": 'import "../platform/x.ts";' },
  "patterns-only-match": { "src/patterns/a.ts": 'import "../platform/x.ts";' },
  "templates-only-word": { "src/templates/a.ts": 'import "../pipeline/x.ts";' },
  "engines-behind-ports": { "src/constraint/a.ts": 'import "../platform/x.ts";' },
  "native-has-one-caller": {
    "src/constraint/a.ts": 'import "../../native/llguidance/x.ts";',
  },
  "platform-implements-ports": { "src/platform/a.ts": 'import "../pipeline/x.ts";' },
  "rooms-open-by-their-list": { "src/config/a.ts": 'import "../languages/one/x.ts";' },
  "rooms-have-one-door": { "src/languages/index.ts": 'import "./one/x.ts";' },
  "runs-stand-on-the-flow": { "src/pipeline/a.ts": 'import "../config/x.ts";' },
  "nothing-imports-a-face": { "src/config/a.ts": 'import "../faces/cli/x.ts";' },
  "node-at-the-edge": { "src/pipeline/a.ts": 'import "node:fs";' },
  "core-needs-no-package": { "src/domain/a.ts": 'import "declared";' },
  "tests-stay-tests": { "src/config/a.ts": 'import "../testing/x.ts";' },
  declared: { "src/config/a.ts": 'import "undeclared";' },
  "no-orphans": { "src/config/a.ts": "export const a = 1;" },
};

/** A project of just these files; what they import is there, and empty. */
function createTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "specwright-rules-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, {
      flag: path in files || !path.startsWith("src/") ? "w" : "wx",
    });
  };
  write("package.json", '{"type":"module","dependencies":{"declared":"1.0.0"}}');
  write(
    "tsconfig.json",
    '{"compilerOptions":{"module":"nodenext","allowImportingTsExtensions":true,"noEmit":true}}',
  );
  for (const name of ["declared", "undeclared"]) {
    write(
      `node_modules/${name}/package.json`,
      `{"name":"${name}","version":"1.0.0","main":"index.js"}`,
    );
    write(`node_modules/${name}/index.js`, "");
  }
  for (const [path, text] of Object.entries(files)) {
    write(path, text);
    for (const [, target = ""] of text.matchAll(/"(\.[^"]+)"/g)) {
      const imported = join(dirname(path), target);
      if (!(imported in files)) write(imported, "export {};");
    }
  }
  return root;
}

describe("each dependency rule", () => {
  test("has a file that breaks it", () => {
    expect(Object.keys(BREAKING).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
  });

  test.each(Object.keys(BREAKING))("%s fires on it", async (name) => {
    const baseDir = createTree(BREAKING[name] ?? {});

    const { output } = await cruise(["src"], {
      ...rules.options,
      tsConfig: { fileName: join(baseDir, "tsconfig.json") },
      baseDir,
      ruleSet: { forbidden: rules.forbidden },
      validate: true,
    });

    const fired = (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
    expect(fired).toContain(name);
  });
});
