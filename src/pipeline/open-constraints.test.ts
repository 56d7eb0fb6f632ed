import { describe, expect, test } from "vitest";
import type { EnforcementReport } from "../domain/decoding.ts";
import type { ProseSpecification } from "../domain/specification.ts";
import type { ConstraintSet, NoConstraints } from "../ports/constraint-set.ts";
import { accepted, specification } from "../testing/builders.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { openConstraints } from "./open-constraints.ts";

const REPORT: EnforcementReport = { constraint: "it", by: "a model", levels: [] };
const planEnforcement = async (): Promise<EnforcementReport> => REPORT;
const machine = { sha256: (text: string) => `hash of ${text}` } as never;
const GRAMMAR = { path: "specs/sum.lark", text: 'start: "1"' };

const packSet = { id: "the pack's own" } as ConstraintSet;
const open = (
  wishes: Partial<ProseSpecification>,
  {
    isConstrained = true,
    model = { planEnforcement } as { planEnforcement?: never },
    offered = packSet as ConstraintSet | NoConstraints,
  } = {},
) =>
  openConstraints(
    {
      specification: specification(wishes),
      profile: "standard",
      path: "a.toy",
      isConstrained,
    } as never,
    {
      language: {
        ...fakeLanguagePack(() => accepted()),
        renderAnswerStart: (signature) => `${signature} {\n`,
        openConstraints: async () => offered,
      },
      model,
      machine,
    },
  );

describe("openConstraints()", () => {
  test("takes what the language holds answers to", async () => {
    expect(await open({})).toEqual({ constraints: packSet, report: REPORT });
  });

  test("takes the user's grammar instead, of what follows the signature", async () => {
    const held = await open({ grammar: GRAMMAR, signature: "sum two" });

    expect(held?.constraints).toMatchObject({
      describes: "the grammar specs/sum.lark",
      prefix: "sum two {\n",
      syntax: { kind: "grammar", lark: GRAMMAR.text },
      judges: [],
    });
    expect((await open({ grammar: GRAMMAR }))?.constraints?.prefix).toBe("");
  });

  test("tells why the language holds an answer to nothing", async () => {
    const absent: NoConstraints = { isAbsent: true, why: "it has no signature" };

    expect(await open({}, { offered: absent })).toEqual({
      constraints: undefined,
      report: {
        constraint: "the answer",
        by: "nothing",
        levels: [{ level: "syntax", how: "ignored", why: "it has no signature" }],
      },
    });
  });

  test("gives other texts other ids", async () => {
    const ids = await Promise.all([
      open({ grammar: GRAMMAR }),
      open({ grammar: { ...GRAMMAR, text: 'start: "2"' } }),
      open({ grammar: GRAMMAR, signature: "sum" }),
    ]);

    expect(new Set(ids.map((held) => held?.constraints?.id)).size).toBe(3);
  });

  test("refuses to pass over a grammar that nobody sees to", async () => {
    await expect(open({ grammar: GRAMMAR }, { model: {} })).rejects.toMatchObject({
      code: "constraint/refused",
      message: expect.stringContaining("specs/sum.lark"),
    });
    expect(await open({}, { model: {} })).toBeUndefined();
  });

  test("holds to nothing where the run does not want it", async () => {
    expect(await open({ grammar: GRAMMAR }, { isConstrained: false })).toBeUndefined();
  });
});
