import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine } from "../templates/create-engine.ts";
import type { PromptText } from "../templates/prompt-text.ts";
import type { BrokenRule, Feedback } from "./collect-feedback.ts";
import { escapeTemplate } from "./escape-template.ts";
import { proposeVariants } from "./propose-variants.ts";

const compile = await createEngine();
const render = (body: string, variables: Readonly<Record<string, unknown>> = {}): string =>
  compile({
    path: `${body.length}.liquid`,
    section: "toy",
    body,
    variables: Object.keys(variables),
    linesBefore: 0,
  } as unknown as PromptText).render(variables);

const rule = (code: string, answers: number, message: string, help?: string): BrokenRule => ({
  code,
  answers,
  message,
  help,
});
const ANY = rule("TS7006", 5, "Parameter 'row' implicitly has an 'any' type", "Give it a type");
const NAME = rule("TS2304", 2, "Cannot find name 'sum'", "Import it, or define it");

const propose = (
  body: string,
  broken: readonly BrokenRule[] = [ANY, NAME],
  { runs = [], texts = {} }: { runs?: Feedback["runs"]; texts?: Record<string, string> } = {},
) =>
  Object.fromEntries(
    proposeVariants(body, {
      feedback: { broken, runs },
      holds: (id, piece) => texts[id]?.includes(piece),
      section: "toy",
    }).map((proposal) => [proposal.kind, proposal.body]),
  );

describe("proposeVariants()", () => {
  test("shortens by whole sentences that have least to do with what is broken", () => {
    const body = "Give each parameter a type. Be kind. Import a name, or define it.";

    expect(propose(body)["shorten"]).toBe(
      "Give each parameter a type. Import a name, or define it.",
    );
  });

  test("shortens by what runs went no better with, where that is known", () => {
    const body = "- Be kind.\n- Give a type.\n- Be brief.";
    const texts = { "toy@1": body, "toy@2": "- Be kind.\n- Be brief." };
    const run = (id: string, isAcceptedFirst: boolean) => ({
      templates: { toy: id },
      isAcceptedFirst,
    });

    const { shorten } = propose(body, [ANY], {
      texts,
      runs: [run("toy@1", false), run("toy@2", true)],
    });

    expect(shorten).toBe("- Be kind.\n- Be brief.");
  });

  test("leaves the last item of a list, and what it cannot take apart", () => {
    expect(propose("Use:\n- this", [])).toEqual({});
    expect(propose("You write {{ language }} code", [])).toEqual({});
  });

  test("puts what is broken most first, within a list and among blocks", () => {
    const list =
      "Rules:\n\n1. Be kind.\n2. Import a name.\n3. Type each parameter, never any.\n\nDone.";
    const blocks =
      "{%- if parts.size > 0 %}\nParts:\n{% for part in parts %}\n- {{ part }}{% endfor %}\n{% endif %}\n{%- if rules.size > 0 %}\nRules:\n{% for rule in rules %}\n- {{ rule }}{% endfor %}\n{%- endif %}";

    expect(propose(list)["reorder"]).toBe(
      "Rules:\n\n1. Type each parameter, never any.\n2. Import a name.\n3. Be kind.\n\nDone.",
    );
    const { reorder = "" } = propose(blocks);
    expect(render(reorder, { parts: ["P"], rules: ["R"] }).trim()).toBe(
      "Rules:\n\n- R\n\nParts:\n\n- P",
    );
    expect(render(reorder, { parts: [], rules: ["R"] }).trim()).toBe("Rules:\n\n- R");
  });

  test("adds the rule that is broken most and not named yet, as data", () => {
    const added = propose("Write it.")["add"] ?? "";

    expect(render(added)).toBe(
      "Write it.\n\nOften refused here (TS7006): Parameter 'row' implicitly has an 'any' type. Instead: Give it a type.",
    );
    expect(render(propose(added)["add"] ?? "")).toContain("(TS2304)");
    expect(render(propose("{% if a -%}x{% endif -%}")["add"] ?? "", { a: 1 })).toMatch(
      /^x\n\nOften/,
    );
    expect(propose("Write it.", [])["add"]).toBeUndefined();
  });

  test("never makes template syntax of what a checker said", () => {
    const text = fc
      .array(fc.constantFrom("{", "}", "{{", "{%", "%}", "}}", " ", "x", '"', "raw", "endraw", "-"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (message, help) => {
        expect(render(escapeTemplate(message))).toBe(message);
        const { add = "" } = propose("Write it.", [rule("A1", 1, message, help)]);
        expect(render(add)).toContain(`Often refused here (A1): ${message}`);
        expect(render(add)).toContain(help);
      }),
    );
  });
});
