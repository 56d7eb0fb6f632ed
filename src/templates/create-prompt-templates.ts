import { Fault } from "../domain/fault.ts";
import type { Files } from "../ports/files.ts";
import type { PromptTemplates, TemplateChoice } from "../ports/prompt-templates.ts";
import { chooseText, findText } from "./choose-text.ts";
import { type CompiledText, type CompileText, createEngine } from "./create-engine.ts";
import { NO_PINS, PINS_FILE, type PromptPins, readPromptPins } from "./prompt-pins.ts";
import type { PromptText } from "./prompt-text.ts";
import type { PromptTextSources } from "./read-prompt-texts.ts";
import { toRecordedId } from "./recorded-id.ts";

export interface PromptTemplatesParts extends PromptTextSources {
  readonly files: Files;
  /** SHA-256 of a text's UTF-8, in lower-case hex. */
  sha256(text: string): string;
}

/**
 * The texts of this package and of the project, read at the first call and compiled once.
 *
 * A project's text is recorded with a mark of its content, `patterns@2+1f0c…`: a run is never gone on with words that
 * were changed in between.
 */
export function createPromptTemplates(parts: PromptTemplatesParts): PromptTemplates {
  const { files, sha256 } = parts;
  const open = once(async () => {
    // A parser of YAML is much code, and most commands word no prompt.
    const { readPromptTexts } = await import("./read-prompt-texts.ts");
    return {
      texts: await readPromptTexts(parts),
      pins: await openPins(files),
      compile: remembering(await createEngine()),
    };
  });
  const recordedId = (text: PromptText): string => toRecordedId(text, sha256);

  return {
    async list(section) {
      const { texts, pins } = await open();
      const wanted = [...texts].filter(([name]) => section === undefined || name === section);
      return wanted.flatMap(([name, all]) => {
        const used = chooseText(name, all, { pins, assignment: "", sha256 });
        return [used, ...all.filter((text) => text !== used)].map(({ id, origin }) => ({
          id,
          section: name,
          origin,
        }));
      });
    },
    async choose(assignment, pinned = {}): Promise<TemplateChoice> {
      const { texts, pins, compile } = await open();
      const chosen = new Map<string, { readonly id: string; readonly text: CompiledText }>();
      for (const [section, all] of texts) {
        const id = pinned[section];
        const text =
          id === undefined
            ? chooseText(section, all, { pins, assignment, sha256 })
            : findRecorded(id, all, recordedId);
        chosen.set(section, { id: recordedId(text), text: compile(text) });
      }
      return {
        ids: Object.fromEntries([...chosen].map(([section, { id }]) => [section, id])),
        render(section, variables) {
          const found = chosen.get(section);
          if (found === undefined)
            throw new RangeError(`Cannot render "${section}": there is no such section`);
          return found.text.render(variables);
        },
      };
    },
  };
}

/** @throws {Fault} `template/invalid` for a text that was changed or removed since it was recorded */
function findRecorded(
  recorded: string,
  texts: readonly PromptText[],
  recordedId: (text: PromptText) => string,
): PromptText {
  const [id = recorded] = recorded.split("+");
  const text = findText(id, texts, "the run's prompt texts");
  if (recordedId(text) === recorded) return text;
  throw new Fault(
    "template/invalid",
    `Cannot go on with prompt text "${id}": it is another than when the run began`,
    { help: `Put it back as it was (${text.path}), or begin anew` },
  );
}

/** What the project says about its texts; nothing where there is no such file. @throws {Fault} `template/invalid` */
export async function openPins(files: Pick<Files, "exists" | "readText">): Promise<PromptPins> {
  if (!(await files.exists(PINS_FILE))) return NO_PINS;
  return readPromptPins(await files.readText(PINS_FILE));
}

/** Does `work` at the first call; again only where it failed. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}

function remembering(compile: CompileText): CompileText {
  const compiled = new Map<string, CompiledText>();
  return (text) => {
    const known = compiled.get(text.path) ?? compile(text);
    compiled.set(text.path, known);
    return known;
  };
}
