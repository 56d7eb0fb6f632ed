import type { BatchItem, PlannedCall } from "../../domain/batch.ts";
import type { BreakPoint, Prompt } from "../../domain/prompt.ts";
import { slotLabel } from "../../domain/slot.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { createNonce, fenceData } from "../../std/fence-data.ts";
import { renderMarkedBlock } from "../../std/marked-blocks.ts";
import { includedFiles } from "./included-files.ts";
import { itemNonce } from "./item-nonce.ts";
import { describeWish, renderItem } from "./render-item.ts";
import { renderBatchSystem } from "./render-system.ts";

export interface RenderBatchPromptOptions {
  /** The one language of all items. */
  readonly language: LanguagePack;
  /** SHA-256 of a text's UTF-8, in lower-case hex. */
  readonly sha256: (text: string) => string;
  /** What is known of the files together, from `renderCrossFileContext`. @default nothing */
  readonly overview?: string | undefined;
}

/**
 * One prompt for all items of a call. What many calls share comes first: the language and the rules, then the overview,
 * then files that are included, then the items. The same input gives the same text, to the byte.
 *
 * @param items at least those of the call; others are left out.
 * @throws {RangeError} for a call without an item, or with one that is not among `items`.
 */
export function renderBatchPrompt(
  call: Pick<PlannedCall, "items">,
  items: readonly BatchItem[],
  { language, sha256, overview = "" }: RenderBatchPromptOptions,
): Prompt {
  const asked = itemsOf(call, items);
  const shared = renderShared(asked, { language, sha256, overview });
  const nonce = createNonce(sha256, textsOf(asked));
  const files = asked.map((item) =>
    renderItem(item, { data: nonce, item: itemNonce(sha256, item) }),
  );
  const system = renderBatchSystem(language);
  const beginning = shared === "" ? "" : `${shared}\n\n`;
  const breakPoints: readonly BreakPoint[] = [
    { message: 0, end: system.length },
    ...(beginning === "" ? [] : [{ message: 1, end: beginning.length }]),
  ];
  return {
    template: "formal-batch@1",
    messages: [
      { role: "system", text: system },
      {
        role: "user",
        text: `${beginning}The files, each with its slots below it:\n\n${files.join("\n\n")}\n\n${renderShape(asked, sha256)}`,
      },
    ],
    breakPoints,
    answerStart: undefined,
    stopTexts: [],
  };
}

function itemsOf(
  call: Pick<PlannedCall, "items">,
  items: readonly BatchItem[],
): readonly [BatchItem, ...BatchItem[]] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const [first, ...rest] = call.items.map((id) => {
    const item = byId.get(id);
    if (item === undefined) throw new RangeError(`Cannot ask for "${id}": it is no item`);
    return item;
  });
  if (first === undefined) throw new RangeError("Cannot ask for nothing: the call has no item");
  return [first, ...rest];
}

/** The part before the items; its marks are made from it alone, so that calls which share it begin alike. */
function renderShared(
  items: readonly BatchItem[],
  { language, sha256, overview }: Required<RenderBatchPromptOptions>,
): string {
  const files = includedFiles(items, language.formal);
  const known = (overview ?? "").trim();
  const nonce = createNonce(sha256, [known, ...files.flatMap(({ path, text }) => [path, text])]);
  return [
    ...(known === ""
      ? []
      : [`What is known of the files:\n\n${fenceData(known, { origin: "overview", nonce })}`]),
    ...(files.length === 0
      ? []
      : [
          `Files that are included, with their contracts; they are settled:\n\n${files
            .map(({ path, text }) => fenceData(text, { origin: `file:${path}`, nonce }))
            .join("\n\n")}`,
        ]),
  ].join("\n\n");
}

const textsOf = (items: readonly BatchItem[]): readonly string[] =>
  items.flatMap(({ id, specification }) => [id, specification.source, describeWish(specification)]);

/** How the answer begins, with the first slot's own marks. */
function renderShape(
  [item]: readonly [BatchItem, ...BatchItem[]],
  sha256: (text: string) => string,
): string {
  const [slot] = item.specification.slots;
  if (slot === undefined) return ANSWER;
  const label = slotLabel(item.id, slot.name);
  const block = renderMarkedBlock({ nonce: itemNonce(sha256, item), label }, "…");
  return `${ANSWER} The answer begins:\n${block.trimEnd()}`;
}

const ANSWER = "Answer with every slot of every file above, each between its own marks.";
