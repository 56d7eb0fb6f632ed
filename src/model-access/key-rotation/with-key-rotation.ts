import { Fault, isFault } from "../../domain/fault.ts";
import type { AuditLog } from "../../ports/audit-log.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { addWarnings } from "../add-warnings.ts";
import { closeAll } from "../close-all.ts";

export interface KeyRotationOptions {
  /** Told of each rotation, by the keys' places in their list, from 1. @default nobody */
  readonly audit?: AuditLog | undefined;
}

/**
 * The same model opened with one key after the other: when a key is refused or has no credit left, the next one is
 * asked, and stays the one that is asked. A refused key is not asked again. When the last one is refused too, its
 * fault goes up, and says how many there were; `details.refusedKeys` is their number.
 *
 * @param models at least one; with one there is nothing to rotate, and it is given back as it is.
 */
export function withKeyRotation(
  models: readonly [LanguageModel, ...LanguageModel[]],
  { audit }: KeyRotationOptions = {},
): LanguageModel {
  const [first, ...others] = models;
  if (others.length === 0) return first;
  const count = models.length;
  /** Index of the key to ask: all before it were refused. */
  let current = 0;
  let lastFault: Fault | undefined;

  const refuse = (index: number, fault: Fault): void => {
    lastFault = fault;
    // Of calls at the same time the first one rotates.
    if (index !== current) return;
    current += 1;
    if (current === count) return;
    audit?.append({
      action: "key-rotated",
      details: { model: first.id, from: index + 1, to: index + 2, code: fault.code },
    });
  };

  const rotating = wrapModel(first, async function* stream(request, options = {}) {
    const warnings: string[] = [];
    while (true) {
      const index = current;
      const model = models[index];
      if (model === undefined) throw allRefused(first.id, count, lastFault, warnings.length === 0);
      let hasText = false;
      try {
        for await (const event of model.stream(request, options)) {
          hasText ||= event.type === "text-delta";
          yield addWarnings(event, warnings);
        }
        return;
      } catch (error) {
        if (!isKeyRefused(error)) throw error;
        refuse(index, error);
        warnings.push(`key ${index + 1} of ${count} of "${first.id}" was refused (${error.code})`);
        if (hasText && current < count)
          yield { type: "text-reset", reason: `the next key of "${first.id}" is asked` };
      }
    }
  });
  return { ...rotating, [Symbol.asyncDispose]: () => closeAll(models) };
}

const isKeyRefused = (error: unknown): error is Fault =>
  isFault(error, "model/unauthorized") || isFault(error, "model/quota");

function allRefused(id: string, count: number, last: Fault | undefined, isNotSent: boolean): Fault {
  const { code = "model/unauthorized", message = `Cannot ask "${id}": no key is left` } =
    last ?? {};
  return new Fault(code, `${message}; all ${count} keys were refused`, {
    help: last?.help,
    details: { ...last?.details, refusedKeys: count, ...(isNotSent ? { notSent: true } : {}) },
    cause: last,
  });
}
