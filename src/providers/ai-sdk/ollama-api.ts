/** What Ollama says about its models. */

import { z } from "zod";
import { fetchHere } from "./offline.ts";

const tags = z.object({ models: z.array(z.object({ name: z.string() })) });
const details = z.object({ model_info: z.record(z.string(), z.unknown()).optional() });

/** Names of the models that are installed. @throws whatever keeps the server from answering. */
export async function listOllamaModels(url: string): Promise<readonly string[]> {
  const response = await fetchHere(`${trim(url)}/api/tags`, { signal: AbortSignal.timeout(1000) });
  return tags.parse(await response.json()).models.map(({ name }) => name);
}

/**
 * Whether a model is installed, and the context it was made for, where that is known.
 *
 * @throws whatever keeps the server from answering.
 */
export async function describeOllamaModel(
  url: string,
  name: string,
): Promise<{ readonly contextLength: number | undefined } | undefined> {
  const response = await fetchHere(`${trim(url)}/api/show`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: name }),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status === 404) return undefined;
  const { model_info: info = {} } = details.parse(await response.json());
  // The key begins with the architecture's name: `qwen2.context_length`.
  const length = Object.entries(info).find(([key]) => key.endsWith(".context_length"))?.[1];
  return { contextLength: typeof length === "number" ? length : undefined };
}

const trim = (url: string): string => url.replace(/\/+$/, "");

/** In the order of preference: made for code, made to be instructed. */
const PREFERRED = [/code|devstral/i, /instruct/i];
const EMBEDDING = /embed|bge-|minilm/i;

/** The model to ask when none is named; `undefined` where the names do not tell. */
export function pickOllamaModel(names: readonly string[]): string | undefined {
  const answering = names.filter((name) => !EMBEDDING.test(name));
  return PREFERRED.map((shape) => answering.find((name) => shape.test(name))).find(
    (name) => name !== undefined,
  );
}
