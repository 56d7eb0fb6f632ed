import { PLAIN_CAPABILITIES } from "../domain/capabilities.ts";
import type { ModelRequest } from "../domain/model.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { NextTokens, TokenAccess } from "../ports/token-access.ts";

/** What is likely after some tokens: any numbers, by token. */
export type Likely = (written: readonly number[]) => ReadonlyMap<number, number>;

export interface FakeTokenAccessOptions {
  readonly vocabulary: Vocabulary;
  readonly likely: Likely;
  /** How many of the likeliest tokens are told. @default all of them */
  readonly told?: number | undefined;
  /** What was read of the prompt: drafts come from it. @default one token */
  readonly prompt?: readonly number[] | undefined;
  /** End of the answer's start that was not read. @default "" */
  readonly again?: string | undefined;
  readonly minP?: number | undefined;
  /** @default 1000 */
  readonly room?: number | undefined;
}

export interface FakeTokenModel extends LanguageModel {
  readonly tokens: TokenAccess;
  /** Passes, and the tokens that were read in them. */
  readonly passes: readonly (readonly number[])[];
  /** How often every token was asked for. */
  readonly wholes: number;
}

/** A model whose distribution is known: it gives its tokens, and writes nothing by itself. */
export function createFakeTokenModel(options: FakeTokenAccessOptions): FakeTokenModel {
  const { vocabulary, likely, told, prompt = [0], again = "", minP = 0, room = 1000 } = options;
  const passes: (readonly number[])[] = [];
  let wholes = 0;
  const nextOf = (written: readonly number[], most: number | undefined): NextTokens => {
    const all = [...likely(written)].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
    const known = new Set(all.map(([token]) => token));
    for (let token = 0; token < vocabulary.size; token += 1)
      if (!known.has(token)) all.push([token, 1e-12]);
    const list = all.slice(0, most);
    return {
      tokens: list.map(([token]) => token),
      probabilities: list.map(([, weight]) => weight),
      isWhole: list.length === all.length,
    };
  };
  const access: TokenAccess = {
    vocabularyFile: "/nowhere",
    temperature: 1,
    minP,
    tokenize: (text) => [...new TextEncoder().encode(text)],
    begin: async (_request: ModelRequest, signal) => {
      signal?.throwIfAborted();
      const written: number[] = [];
      return {
        prompt,
        cachedTokens: 0,
        room,
        again,
        async predict(certain, draft) {
          signal?.throwIfAborted();
          passes.push([...certain, ...draft]);
          written.push(...certain);
          const nexts = [nextOf(written, told)];
          for (const token of draft) {
            written.push(token);
            nexts.push(nextOf(written, told));
          }
          return nexts;
        },
        predictWhole: async () => {
          wholes += 1;
          return nextOf(written, undefined);
        },
        async takeBack(count) {
          if (count > written.length) throw new RangeError("fewer are written");
          written.length -= count;
        },
        async [Symbol.asyncDispose]() {},
      };
    },
  };
  return {
    id: "fake/tokens",
    contextWindowTokens: 4096,
    continuesAnswerStart: true,
    capabilities: PLAIN_CAPABILITIES,
    escalations: 0,
    suggested: { samples: 1, maxOutputTokens: 100 },
    tokens: access,
    countTokens: (text) => text.length,
    async *stream() {
      yield { type: "text-delta", text: "written freely" };
    },
    passes,
    get wholes() {
      return wholes;
    },
    async [Symbol.asyncDispose]() {},
  };
}
