import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formalSpecificationOf } from "../../../domain/specification.ts";
import type { ConstraintSet } from "../../../ports/constraint-set.ts";
import { readMarkedBlocks } from "../../../std/marked-blocks.ts";
import { specification } from "../../../testing/builders.ts";
import { openHeldTexts } from "../../../testing/held-texts.ts";
import { formal } from "../formal/formal.ts";
import { openConstraints } from "./open-constraints.ts";

const machine = {
  sha256: (text: string) => createHash("sha256").update(text).digest("hex"),
} as never;

async function open(source: string): Promise<ConstraintSet> {
  const slots = formal.readSlots(source);
  const file = formalSpecificationOf({
    name: "a",
    language: "dafny",
    path: "a.dfy",
    source,
    slots,
  });
  const set = await openConstraints(file, { machine });
  if ("isAbsent" in set) throw new Error(set.why);
  return set;
}
const judge = async ({ syntax }: ConstraintSet, text: string) => {
  if (syntax?.kind !== "grammar") throw new Error("no grammar");
  return (await openHeldTexts(syntax.lark)).judge(text);
};
/** What follows the prefix: the marks are those that the prefix begins with. */
const answer = ({ prefix }: ConstraintSet, ...texts: readonly string[]): string => {
  const opening = prefix.trimEnd();
  const labels = ["vc-helpers", "vc-code"].slice(-texts.length);
  const own = opening.replace(/ \S+>>>$/, " ");
  const mark = (at: number) => `${own}${labels[at]}>>>`;
  return texts
    .map(
      (text, at) =>
        `${at === 0 ? "" : `\n\n${mark(at)}\n`}${text}\n${mark(at).replace("BEGIN", "END")}`,
    )
    .join("");
};

const MARKED =
  "// <vc-helpers>\n// </vc-helpers>\nmethod M(x: int) returns (y: int)\n  ensures y == x\n// <vc-code>\n{ assume {:axiom} false; }\n// </vc-code>\n";

describe("openConstraints() of Dafny", () => {
  test("holds all open places between their marks, in order", async () => {
    const set = await open(MARKED);
    const text = answer(set, "lemma L() ensures true { }", "{ y := x; }");

    expect(set.describes).toBe("the texts of vc-helpers, vc-code");
    expect(await judge(set, text)).toBe(true);
    expect(readMarkedBlocks(`${set.prefix}${text}`)).toMatchObject([
      { label: "a / vc-helpers", isClosed: true, text: "lemma L() ensures true { }\n" },
      { label: "a / vc-code", isClosed: true, text: "{ y := x; }\n" },
    ]);
  });

  test("takes no helpers where none are needed, and refuses a mark that is another's", async () => {
    const set = await open(MARKED);

    expect(await judge(set, answer(set, "", "{ y := x; }"))).toBe(true);
    expect(await judge(set, answer(set, "", "{ assume false; }"))).not.toBe(true);
    expect(await judge(set, answer(set, "{ y := x; }", ""))).not.toBe(true);
    const forged = answer(set, "", "{ y := x; }").replaceAll(/[0-9a-f]{8}/g, "01234567");
    expect(await judge(set, forged)).not.toBe(true);
  });

  test("wants an expression for a function, and statements for a method", async () => {
    const ofFunction = await open("function F(x: int): int\n  ensures F(x) > x\n");
    const ofMethod = await open("method M(x: int) returns (y: int)\n  ensures y > x\n");
    const end = ({ prefix }: ConstraintSet) => prefix.trimEnd().replace("BEGIN", "END");

    expect(await judge(ofFunction, `{ x + 1 }\n${end(ofFunction)}`)).toBe(true);
    expect(await judge(ofMethod, `{ x + 1 }\n${end(ofMethod)}`)).not.toBe(true);
    expect(await judge(ofMethod, `{ y := x + 1; }\n${end(ofMethod)}`)).toBe(true);
    expect(ofFunction.id).not.toBe(ofMethod.id);
  });

  test("says why prose is held to nothing", async () => {
    expect(await openConstraints(specification(), { machine })).toMatchObject({ isAbsent: true });
  });
});
