/** How fast a batch of 10,000 files is planned, and an answer for a thousand of them taken apart. */

import { divideCall } from "../src/batch/answer/divide-call.ts";
import { readBatchAnswer } from "../src/batch/answer/read-batch-answer.ts";
import { analyseBatch } from "../src/batch/context/analyse-batch.ts";
import { createLimits } from "../src/batch/plan/limits.ts";
import { planBatches } from "../src/batch/plan/plan-batches.ts";
import { readDependencies } from "../src/batch/plan/read-dependencies.ts";
import { itemNonce } from "../src/batch/prompt/item-nonce.ts";
import { renderBatchPrompt } from "../src/batch/prompt/render-batch-prompt.ts";
import type { BatchItem } from "../src/domain/batch.ts";
import { slotLabel } from "../src/domain/slot.ts";
import { sha256 } from "../src/platform/sha256.ts";
import { estimateTokens } from "../src/std/estimate-tokens.ts";
import { renderMarkedBlock } from "../src/std/marked-blocks.ts";
import { batchItem, callRecord, response } from "../src/testing/builders.ts";
import { fakeMarkedPack } from "../src/testing/fake-marked-pack.ts";
import { type Measurement, measure } from "./measure.ts";

const FILES = 10_000;
const ASKED = 1000;

const language = fakeMarkedPack();
const limits = createLimits({
  model: { contextWindowTokens: 1_000_000, capabilities: { outputLimitTokens: 128_000 } },
  price: undefined,
});

export async function benchBatch(report: (measurement: Measurement) => void): Promise<void> {
  const items = Array.from({ length: FILES }, (_, at) => toItem(at));
  const characters = items.reduce((sum, each) => sum + each.specification.source.length, 0);
  let told = "";
  const plan = (): void => {
    const dependencies = readDependencies(items, [language]);
    const { waves } = planBatches(items, {
      dependencies,
      limits,
      languages: [language],
      countTokens: estimateTokens,
      sha256,
    });
    const calls = waves.flatMap((wave) => wave.calls).length;
    told = `${waves.length} waves, ${calls} calls, ${dependencies.edges.length} edges, ${characters} characters`;
  };
  const planned = await measure(`batch: plan ${FILES} files`, plan, { rounds: 5, target: 2000 });
  report({ ...planned, note: told });

  const analyse = () => analyseBatch(items, [language]);
  report(await measure(`batch: analyse ${FILES} files`, analyse, { rounds: 3, target: 2000 }));

  const asked = items.slice(0, ASKED);
  const call = { items: asked.map(({ id }) => id) };
  const render = () => renderBatchPrompt(call, asked, { language, sha256 });
  report(await measure(`batch: prompt for ${ASKED} files`, render, { rounds: 10 }));

  const text = asked.map(answerTo).join("Next one:\n");
  const read = (): void => {
    const parts = readBatchAnswer(text, asked, { sha256 });
    if (!parts.every(({ isComplete }) => isComplete)) throw new RangeError("a part is missing");
    const answered = { calls: [callRecord()], response: response({ text }), requestSha256: "" };
    divideCall(answered, parts);
  };
  report(await measure(`batch: read an answer for ${ASKED} files`, read, { rounds: 10 }));
}

/** A file of about 40 lines; one in ten includes another, one in five holds what others hold too. */
function toItem(at: number): BatchItem {
  const lines = Array.from(
    { length: 5 + (at % 30) },
    (_, line) => `  ensures value > ${line * at}`,
  );
  const include = at % 10 === 0 && at > 100 ? `include "task${at - 97}"\n` : "";
  const shared = at % 5 === 0 ? `predicate Shared${at % 250}(n: int)\n{ n > ${at % 250} }\n` : "";
  return batchItem(`task${at}`, {
    source: `${include}${shared}predicate Valid(n: int)\n{ n > ${at} }\n// <vc-helpers>\n// </vc-helpers>\nmethod Solve${at}(n: int)\n  requires Valid(n)\n${lines.join("\n")}\n// <vc-code>\n// </vc-code>\n`,
  });
}

const answerTo = (item: BatchItem): string =>
  item.specification.slots
    .map(({ name }) =>
      renderMarkedBlock(
        { nonce: itemNonce(sha256, item), label: slotLabel(item.id, name) },
        "  var x := 1;\n".repeat(20),
      ),
    )
    .join("");
