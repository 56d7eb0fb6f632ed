import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContextItem } from "../../domain/context.ts";
import {
  DEFAULT_CONTEXT_LIMITS,
  DEFAULT_CONTEXT_TOKENS,
  SECTION_IDS,
} from "../../domain/context.ts";
import type { GuidanceNote } from "../../domain/guidance.ts";
import type { PatternMatch } from "../../domain/pattern.ts";
import type { Reference } from "../../domain/reference.ts";
import { sha256 } from "../../platform/sha256.ts";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { accepted, plan, specification } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { noKnowledge } from "../../testing/no-knowledge.ts";
import { renderPrompt } from "../prompt/render-prompt.ts";
import { type BuildContextOptions, buildContext } from "./build-context.ts";
import { costOf } from "./fit-items.ts";

const syntax = createSyntaxParser();
const words = (length: number): string => "w ".repeat(length).trim();
const count = (text: string): number => text.split(/\s+/).filter(Boolean).length;

const match = (id: string, tokens: number): PatternMatch =>
  ({
    pattern: { id, description: `${id} ${words(tokens - 1)}` },
    score: 0.5,
    reasons: ["it fits"],
    matchedFeatures: [],
  }) as unknown as PatternMatch;

const reference = (name: string, code: string): Reference => ({
  path: "lib/a.py",
  name,
  kind: "function",
  line: 3,
  code,
  score: 0.7,
  reasons: ["same words"],
});

const note = (kind: GuidanceNote["kind"], source: string, tokens: number): GuidanceNote => ({
  kind,
  source,
  text: `${source} ${words(tokens - 1)}`,
  why: undefined,
});

interface Known {
  readonly patterns?: readonly PatternMatch[];
  readonly references?: readonly Reference[];
  readonly notes?: readonly GuidanceNote[];
  readonly totalTokens?: number | undefined;
  readonly contextTokens?: number;
  readonly window?: number;
}

function knowing({
  patterns = [],
  references = [],
  notes = [],
  totalTokens,
  contextTokens,
  window = 100_000,
}: Known): BuildContextOptions {
  return {
    language: {
      ...fakeLanguagePack(() => accepted()),
      grammar: { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm" },
      lineComment: "#",
      guide: async () => ({ kind: undefined, features: [], notes }),
    },
    model: {
      id: "scripted/test",
      contextWindowTokens: window,
      countTokens: count,
      suggested: { samples: 1, maxOutputTokens: 1, contextTokens },
    },
    maxOutputTokens: 100,
    path: "sum.toy",
    knowledge: {
      ...noKnowledge,
      syntax,
      patterns: { ...noKnowledge.patterns, match: async () => patterns },
      references: {
        ...noKnowledge.references,
        find: async () => references,
        renderStructure: async () => "lib/\n  a.py",
      },
      contextLimits: { ...DEFAULT_CONTEXT_LIMITS, totalTokens },
    },
  };
}

const sum = (items: readonly ContextItem[]): number =>
  items.reduce((tokens, item) => tokens + costOf(item), 0);
const build = (known: Known, wishes: Parameters<typeof plan>[0] = {}) =>
  buildContext(specification(), plan(wishes), [], knowing(known));
const sourcesOf = (items: readonly Pick<ContextItem, "source">[]): readonly string[] =>
  items.map(({ source }) => source);

const EVERYTHING: Known = {
  patterns: [match("retry", 900), match("cache", 900), match("saga", 900)],
  references: [reference("one", words(1200)), reference("two", words(1500))],
  notes: [
    note("variant", "plain", 50),
    note("rule", "R1", 200),
    note("rule", "R2", 200),
    note("mixin", "Timer", 100),
    note("instruction", "I1", 20),
  ],
};

describe("additions to a context", () => {
  test("are shown in their order, with why, and within each section's budget", async () => {
    const { items, omitted, sections } = await build(EVERYTHING);

    expect(sourcesOf(items)).toEqual([
      ...["toy", "plain", "retry", "cache", "project", "lib/a.py:3 one"],
      ...["Sum", "Timer", "R1", "I1"],
    ]);
    expect(items.find(({ source }) => source === "retry")?.why).toBe("score 0.50: it fits");
    expect(omitted).toEqual([
      expect.objectContaining({ source: "R2", reason: expect.stringContaining("constraints") }),
      expect.objectContaining({ source: "saga", reason: expect.stringContaining("patterns") }),
      expect.objectContaining({ source: "lib/a.py:3 two", section: "references" }),
    ]);
    for (const { tokens, budgetTokens } of sections)
      expect(tokens).toBeLessThanOrEqual(budgetTokens);
  });

  test("give way in their order where the total is short: references, patterns, then rules", async () => {
    const kindsAt = async (totalTokens: number) =>
      new Set((await build({ ...EVERYTHING, totalTokens })).items.map(({ kind }) => kind));

    expect(await kindsAt(3000)).not.toContain("reference");
    expect(await kindsAt(3000)).toContain("pattern");
    expect(await kindsAt(500)).not.toContain("pattern");
    expect(await kindsAt(500)).toContain("rule");
    expect(await kindsAt(0)).toEqual(new Set(["briefing", "specification"]));
  });

  test("are none for a model that they help no longer, unless the settings say otherwise", async () => {
    const small = { ...EVERYTHING, contextTokens: 0 };

    expect(sourcesOf((await build(small)).items)).toEqual(["toy", "Sum"]);
    expect((await build({ ...small, totalTokens: 8000 })).items.length).toBeGreaterThan(5);
  });

  test("share the total with what is always shown, which alone may exceed it", async () => {
    const wish = (tokens: number) => specification({ text: words(tokens) });
    const options = knowing(EVERYTHING);
    const built = async (tokens: number) => buildContext(wish(tokens), plan(), [], options);

    const [short, long, huge] = [await built(100), await built(5500), await built(9000)];

    expect(short.items.some(({ kind }) => kind === "reference")).toBe(true);
    expect(long.items.some(({ kind }) => kind === "reference")).toBe(false);
    expect(sourcesOf(long.items)).toContain("cache");
    expect(sum(long.items)).toBeLessThanOrEqual(DEFAULT_CONTEXT_TOKENS);
    expect(sourcesOf(huge.items)).toEqual(["toy", "Sum"]);
    expect(huge.tokenBudget).toBeGreaterThan(huge.totalTokens);
  });

  test("leave room for examples of the language first", async () => {
    const text = `With an example. ${words(5500)}`;

    const { items } = await buildContext(specification({ text }), plan(), [], knowing(EVERYTHING));

    expect(sourcesOf(items)).toEqual(expect.arrayContaining(["sum-0", "sum-1", "retry"]));
  });

  test("hold no references after they did not help, and few patterns in the end", async () => {
    const later = await build(EVERYTHING, { shown: "without-references" });
    const last = await build(EVERYTHING, { shown: "essentials" });

    expect(later.items.some(({ section }) => section === "references")).toBe(false);
    expect(sourcesOf(later.items)).toContain("cache");
    expect(sourcesOf(last.items)).toContain("retry");
    expect(sourcesOf(last.items)).not.toContain("cache");
    expect(sourcesOf(last.items)).toContain("R1");
  });

  test("are nothing for a file without a project", async () => {
    expect(sourcesOf((await build({})).items)).toEqual(["toy", "Sum"]);
  });

  test("are cut only where none fits whole, at the borders of statements", async () => {
    const body = Array.from({ length: 900 }, (_none, at) => `    x${at} = f(${at})`).join("\n");
    const { items, omitted } = await build({
      references: [reference("huge", `def huge():\n${body}\n`)],
    });

    const huge = items.find(({ kind }) => kind === "reference");
    expect(omitted).toEqual([]);
    expect(huge?.uncutTokens).toBeGreaterThan(2500);
    expect(huge?.text).toMatch(/\n {4}x\d+ = f\(\d+\)\n {4}# \d+ lines left out\n$/);
  });

  test("keep at least one pattern, shortened", async () => {
    const long = match("long", 10);
    const text = `### Long\n\nDo it.\n\n${words(3000)}`;
    const pattern = { ...long, pattern: { ...long.pattern, description: text } };

    const { items } = await build({ patterns: [pattern] });

    expect(items.find(({ kind }) => kind === "pattern")).toMatchObject({
      text: "### Long\n\nDo it.\n\n(Shortened.)",
      uncutTokens: 3004,
    });
  });

  test("never go over a budget, are whole or cut, and leave what was asked for as it is", async () => {
    const size = fc.integer({ min: 2, max: 4000 });
    const templates = await noKnowledge.templates.choose("");
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          patterns: fc.array(size, { maxLength: 5 }),
          references: fc.array(size, { maxLength: 4 }),
          notes: fc.array(fc.integer({ min: 2, max: 300 }), { maxLength: 8 }),
          totalTokens: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: undefined }),
          window: fc.integer({ min: 900, max: 12_000 }),
          text: fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
          signature: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        }),
        async ({ text, signature, ...sizes }) => {
          const wish = specification({ text, signature });
          const options = knowing({
            ...sizes,
            patterns: sizes.patterns.map((tokens, at) => match(`p${at}`, tokens)),
            references: sizes.references.map((tokens, at) => reference(`r${at}`, words(tokens))),
            notes: sizes.notes.map((tokens, at) =>
              note(
                (["rule", "mixin", "variant", "instruction"] as const)[at % 4] ?? "rule",
                `n${at}`,
                tokens,
              ),
            ),
          });
          const context = await buildContext(wish, plan(), [], options);
          const { items, sections, tokenBudget } = context;

          const total = sum(items);
          expect(total).toBeLessThanOrEqual(tokenBudget);
          const always = items.filter(({ isPinned }) => isPinned);
          const wanted = sizes.totalTokens ?? DEFAULT_CONTEXT_TOKENS;
          const most = Math.max(wanted, sum(always));
          expect(total).toBeLessThanOrEqual(most);
          if (sum(always) >= wanted) expect(items).toEqual(always);
          expect(total).toBeLessThanOrEqual(sizes.window);
          expect(sections.map(({ id }) => id)).toEqual([...SECTION_IDS]);
          for (const section of sections)
            expect(section.tokens).toBeLessThanOrEqual(section.budgetTokens);

          const prompt = renderPrompt(wish, plan(), [], {
            ...options,
            context,
            model: { continuesAnswerStart: false },
            templates,
            sha256,
          });
          const said = prompt.messages.map((message) => message.text).join("\n");
          expect(count(said)).toBeLessThanOrEqual(sizes.window - 100);
          for (const item of items.filter(({ isPinned }) => isPinned))
            expect(said).toContain(item.text);
          expect(await buildContext(wish, plan(), [], options)).toEqual(context);
        },
      ),
      { numRuns: 150 },
    );
  });
});
