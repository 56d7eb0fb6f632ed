import fc from "fast-check";
import { type Extension, fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { scanFences } from "./scan-fences.ts";
import type { ScannedFence } from "./scanned-fence.ts";

const contents = (text: string): readonly string[] =>
  scanFences(text).map(({ content }) => content);

describe("scanFences()", () => {
  test("tells where a fence is and what it holds", () => {
    const text = "Hi\n\n```ts x=1\na\n\nb\n```\nend";

    expect(scanFences(text)).toEqual([
      { info: "ts x=1", content: "a\n\nb\n", start: 4, end: 22, line: 3, isClosed: true },
    ]);
    expect(text.slice(4, 22)).toBe("```ts x=1\na\n\nb\n```");
  });

  test("takes a shorter fence, one of the other kind, and one with an info string for content", () => {
    expect(contents("````\n```\na\n```\n````")).toEqual(["```\na\n```\n"]);
    expect(contents("~~~\n```\n~~~")).toEqual(["```\n"]);
    expect(contents("```\n```ts\n```")).toEqual(["```ts\n"]);
  });

  test("ends the outer of two fences of one length at the first bare mark", () => {
    expect(contents("```markdown\n# T\n```ts\na\n```\nb\n```\n")).toEqual(["# T\n```ts\na\n", ""]);
  });

  test("refuses a backtick in the info string of a backtick fence only", () => {
    expect(contents("``` a`b\nx\n")).toEqual([]);
    expect(contents("~~~ a`b\nx\n~~~")).toEqual(["x\n"]);
  });

  test("removes as much indentation as the opening mark has, and not more", () => {
    expect(contents("  ```\n  a\n b\n    c\n  ```")).toEqual(["a\nb\n  c\n"]);
    expect(contents("    ```\na\n")).toEqual([]);
    expect(contents("```\na\n    ```\n")).toEqual(["a\n    ```\n"]);
  });

  test("reads on to the end of the text when nothing closes the fence", () => {
    expect(scanFences("```\na\n\n")).toMatchObject([{ content: "a\n\n", isClosed: false }]);
    expect(scanFences("```")).toMatchObject([{ content: "", isClosed: false, end: 3 }]);
  });

  test("frees the content from list indentation and quote marks", () => {
    expect(contents("- x\n\n  ```\n  a\n    b\n  ```")).toEqual(["a\n  b\n"]);
    expect(contents("> 1. ```\n>    a\n>     b\n>    ```")).toEqual(["a\n b\n"]);
    expect(contents(">```\n>a\n> b\n>```")).toEqual(["a\nb\n"]);
  });

  test("ends a fence with the list item or quote that holds it", () => {
    expect(scanFences("> ```\n> a\nb")).toMatchObject([
      { content: "a\n", isClosed: false, end: 9 },
    ]);
    expect(scanFences("10. ```\n    a\n\nb")).toMatchObject([
      { content: "a\n\n", isClosed: false },
    ]);
  });

  test("keeps a blank line's spaces that go beyond the list's indentation", () => {
    expect(contents("- ```\n     \n  ```")).toEqual(["   \n"]);
  });

  test("splits a tab that is only partly indentation", () => {
    expect(contents("- ```\n\ta\n  ```")).toEqual(["  a\n"]);
    expect(contents("> ```\n>\ta\n> ```")).toEqual(["  a\n"]);
  });

  test("finds no fence in indented code, save after a paragraph", () => {
    expect(contents("a\n\n    ```\n    b\n")).toEqual([]);
    expect(contents("a\n    ```\n```\nb\n```")).toEqual(["b\n"]);
  });

  test("finds no fence in HTML that a blank line or an end mark has not closed", () => {
    expect(contents("<div>\n```\na\n```\n</div>")).toEqual([]);
    expect(contents("<div>\n\n```\na\n```\n</div>")).toEqual(["a\n"]);
    expect(contents("<!--\n\n```\na\n```\n-->\n```\nb\n```")).toEqual(["b\n"]);
    expect(contents("<think>\n```\na\n```\n")).toEqual([]);
    expect(contents("text\n<think>\n```\na\n```\n")).toEqual(["a\n"]);
  });

  test("lets only a number 1 begin a list inside a paragraph", () => {
    expect(contents("a\n2. ```\n   b\n")).toEqual([]);
    expect(contents("a\n1. ```\n   b\n")).toEqual(["b\n"]);
    expect(contents("a\n\n2) ```\n   b\n")).toEqual(["b\n"]);
  });

  test("keeps the line endings of the content", () => {
    expect(contents("```\r\na\r\nb\r\n```\r\n")).toEqual(["a\r\nb\r\n"]);
    expect(contents("```\ra\r```\r")).toEqual(["a\r"]);
  });

  test("knows six sizes of headings, and rules of three marks or more", () => {
    const after = (line: string): readonly string[] => contents(`${line}\n2. \`\`\`\n   b\n`);

    expect([after("###### a"), after("***"), after("- - -")]).toEqual([["b\n"], ["b\n"], ["b\n"]]);
    expect([after("####### a"), after("#a"), after("**")]).toEqual([[], [], []]);
  });

  test("reads a hundred levels of nesting, and takes deeper ones for text", () => {
    expect(contents(`${"> ".repeat(100)}\`\`\``)).toEqual([""]);
    expect(contents(`${"> ".repeat(101)}\`\`\``)).toEqual([]);
    expect(contents(`${"- ".repeat(50_000)}a${"\n".repeat(50_000)}`)).toEqual([]);
  });
});

type Root = ReturnType<typeof fromMarkdown>;
type Content = Root["children"][number];
type Code = Extract<Content, { readonly type: "code" }>;
type FoundFence = Pick<ScannedFence, "info" | "content" | "start" | "line">;

const INDENTED = "indented";

/** What the reference finds. Its content lacks the last line ending. */
function scanByReference(text: string): {
  readonly isQuirky: boolean;
  readonly fences: readonly FoundFence[];
} {
  const markIndentedCode: Extension = {
    enter: {
      codeIndented(token) {
        this.enter({ type: "code", value: "", lang: INDENTED }, token);
        this.buffer();
      },
    },
  };
  const codes = findCodes(fromMarkdown(text, { mdastExtensions: [markIndentedCode] }));
  const fences = codes
    .filter(({ lang }) => lang !== INDENTED)
    .map(({ lang, meta, value, position }) => ({
      info: `${lang ?? ""} ${meta ?? ""}`.trim().replaceAll(/[ \t]+/g, " "),
      content: value,
      start: position?.start.offset ?? -1,
      line: position?.start.line ?? -1,
    }));
  // An empty item, or one that does not begin with 1, cannot end indented code there; the specification lets it.
  const isQuirky =
    codes.length > fences.length && /(?:^|[-*+>.) \t])(?:[-*+]|\d+[.)])[ \t]*$/m.test(text);
  return { isQuirky, fences };
}

const findCodes = (node: Root | Content): readonly Code[] =>
  node.type === "code" ? [node] : "children" in node ? node.children.flatMap(findCodes) : [];

describe("scanFences() beside the reference", () => {
  const newline = fc.constantFrom("\n", "\r\n", "\r");
  const piece = fc.constantFrom(
    ..."```|````|~~~|~~~~|```ts|``` ts title|~~~ a`b|```a`b|a|b c|> |>|- |-|1. |1) |* |+ |`|``|x`".split(
      "|",
    ),
    ..." |  |   |    |\t|# h|===|---|***|<div>|</div>|<!-- | -->|<pre>|</pre>|<?|?>".split("|"),
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n<foo>\n",
  );
  const pieces = fc.array(piece, { maxLength: 24 }).map((parts) => parts.join(""));
  const line = fc
    .tuple(
      fc.constantFrom(..."|| |  |   |    |\t|> |>|- |  |1. |> > |> - |- > |-\t|>\t".split("|")),
      fc.constantFrom(..."| |  |   |    |\t".split("|")),
      fc.constantFrom(
        ..."||a|```|```ts|~~~|````|``` x|b|- c|> d|<div>|<!--|-->|---|===|1. e|# g".split("|"),
      ),
    )
    .map((parts) => parts.join(""));
  const lines = fc.array(line, { maxLength: 12 }).map((parts) => parts.join("\n"));
  // One kind of line ending a text: the reference's tree joins a lone CR and the LF of a later line.
  const document = fc
    .tuple(fc.oneof(pieces, lines), newline)
    .map(([text, end]) => text.replaceAll("\n", end));

  test("finds the same fences with the same content", () => {
    fc.assert(
      fc.property(document, (text) => {
        const reference = scanByReference(text);
        fc.pre(!reference.isQuirky);

        // The reference moves blank lines at the end of an open fence out of its list item.
        const scanned = scanFences(text);
        const trim = (content: string, index: number): string =>
          scanned[index]?.isClosed === true ? content : content.replace(/[\r\n]+$/, "");
        const found = scanned.map(({ info, content, start, line }, index) => ({
          info: info.replaceAll(/[ \t]+/g, " "),
          content: trim(content.replace(/(?:\r\n|\r|\n)$/, ""), index),
          start,
          line,
        }));
        expect(found).toEqual(
          reference.fences.map(({ info, content, start, line }, index) => ({
            info,
            content: trim(content, index),
            start,
            line,
          })),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
