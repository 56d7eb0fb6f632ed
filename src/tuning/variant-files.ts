/** Variants on the disk while they are tried: what is not kept is gone in the end, whatever happens. */

import type { Files } from "../ports/files.ts";
import type { PromptText } from "../templates/prompt-text.ts";
import { PROMPT_FOLDER } from "../templates/read-prompt-texts.ts";
import type { Proposal } from "./propose-variants.ts";

export interface VariantFile {
  /** `instructions@1-tuned-2`. */
  readonly id: string;
  readonly path: string;
  readonly proposal: Proposal;
}

export interface VariantFiles extends AsyncDisposable {
  readonly variants: readonly VariantFile[];
  /** This one stays. */
  keep(id: string): void;
}

/**
 * Writes each proposal beside the project's own texts, under names that are free.
 *
 * @throws {Fault} `storage/*`; nothing is left then.
 */
export async function writeVariants(
  proposals: readonly Proposal[],
  used: Pick<PromptText, "section" | "version" | "variables">,
  files: Pick<Files, "list" | "writeText" | "remove">,
): Promise<VariantFiles> {
  const { section, version } = used;
  const folder = `${PROMPT_FOLDER}/${section}`;
  const taken = await files.list(folder);
  const numbers = taken.map((name) => Number(/^\d+-tuned-(\d+)\.liquid$/.exec(name)?.[1] ?? 0));
  const first = Math.max(0, ...numbers) + 1;
  const variants = proposals.map((proposal, at): VariantFile => {
    const name = `${version}-tuned-${first + at}`;
    return { id: `${section}@${name}`, path: `${folder}/${name}.liquid`, proposal };
  });
  const kept = new Set<string>();
  const opened: VariantFiles = {
    variants,
    keep: (id) => void kept.add(id),
    async [Symbol.asyncDispose]() {
      for (const { id, path } of variants) if (!kept.has(id)) await files.remove(path);
    },
  };
  try {
    for (const { path, proposal } of variants) await files.writeText(path, toFile(proposal, used));
    return opened;
  } catch (error) {
    await opened[Symbol.asyncDispose]();
    throw error;
  }
}

/** JSON strings are YAML. */
const toFile = (
  { description, body }: Proposal,
  { variables }: Pick<PromptText, "variables">,
): string =>
  `---\ndescription: ${JSON.stringify(description)}\nvariables: [${variables.join(", ")}]\n---\n${body}\n`;
