import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import type { Constraint } from "../../domain/constraint.ts";
import { CONSTRAINT_SAMPLES } from "../../testing/constraint-samples.ts";
import { openByteCompiler } from "./open-byte-compiler.ts";
import { toProviderConstraint } from "./provider-constraint.ts";

const GRAMMAR = { ...PLAIN_CAPABILITIES, takesGrammar: true };
const SCHEMA = { ...PLAIN_CAPABILITIES, takesResponseSchema: true };
const compiler = await openByteCompiler();

const takes = (constraint: Constraint, text: string): boolean => {
  const compilation = compiler.compile(constraint);
  if (!compilation.isCompiled) throw new Error(compilation.refusals[0]?.message);
  const session = compilation.openSession();
  const bytes = [...new TextEncoder().encode(text)];
  if (session.validate(bytes) < bytes.length) return false;
  for (const byte of bytes) session.commit(byte);
  return session.isAccepting();
};

const wholeAnswer = (syntax: Constraint, prefix = 'f "x" {\n'): Constraint => {
  const given = toProviderConstraint({ prefix, syntax }, GRAMMAR);
  if (given?.kind !== "grammar") throw new Error("no grammar");
  return given;
};

describe("toProviderConstraint()", () => {
  test.each(CONSTRAINT_SAMPLES)(
    "takes the answers that hold what $name takes",
    ({ constraint, accepts, refuses }) => {
      const answer = wholeAnswer(constraint);

      for (const text of accepts)
        expect({ text, isTaken: takes(answer, `\`\`\`ts\nf "x" {\n${text}\n\`\`\``) }).toEqual({
          text,
          isTaken: true,
        });
      for (const text of refuses)
        expect({ text, isTaken: takes(answer, `\`\`\`ts\nf "x" {\n${text}\n\`\`\``) }).toEqual({
          text,
          isTaken: false,
        });
      expect(takes(answer, accepts[0] ?? "")).toBe(false);
    },
  );

  test("keeps what a grammar says of blanks at its beginning", () => {
    const lark = '%llguidance { "allow_initial_skip": true }\nstart: "a" start?\n%ignore / +/';

    expect(takes(wholeAnswer({ kind: "grammar", lark }), '```ts\nf "x" {\n  a a\n```')).toBe(true);
  });

  test("leaves the packs' own grammars readable", () => {
    for (const name of ["typescript", "dafny", "python"]) {
      const lark = readFileSync(
        new URL(`../../../datasets/grammars/${name}.lark`, import.meta.url),
        "utf8",
      );

      expect(compiler.compile(wholeAnswer({ kind: "grammar", lark }))).toMatchObject({
        isCompiled: true,
      });
    }
  });

  test("gives a schema as it is, where nothing comes before it", () => {
    const syntax = { kind: "schema", schema: { type: "integer" } } as const;

    expect(toProviderConstraint({ prefix: "", syntax }, SCHEMA)).toBe(syntax);
    expect(toProviderConstraint({ prefix: "x = ", syntax }, SCHEMA)).toBeUndefined();
    expect(toProviderConstraint({ prefix: "", syntax }, PLAIN_CAPABILITIES)).toBeUndefined();
    expect(toProviderConstraint({ prefix: "", syntax: undefined }, GRAMMAR)).toBeUndefined();
  });
});
