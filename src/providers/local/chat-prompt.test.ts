import {
  type ChatHistoryItem,
  ChatMLChatWrapper,
  type ChatWrapper,
  type LlamaModel,
  LlamaText,
  SpecialToken,
  SpecialTokensText,
} from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import { renderChat } from "./chat-prompt.ts";

const BOS = 1;

/** A model whose tokens are characters, and whose template does or does not write a beginning of sequence. */
const modelWith = (template: string | undefined, shouldPrependBosToken: boolean): LlamaModel =>
  ({
    tokens: { shouldPrependBosToken },
    fileInfo: { metadata: { tokenizer: { chat_template: template } } },
    tokenizer: (text: string, special: unknown) =>
      special === "builtin" ? [BOS] : [...text].map((character) => character.codePointAt(0) ?? 0),
  }) as unknown as LlamaModel;

const show = (tokens: readonly number[]): string =>
  tokens.map((token) => (token === BOS ? "<s>" : String.fromCodePoint(token))).join("");

const messages = [
  { role: "system", text: "Be brief." },
  { role: "user", text: "Hi" },
] as const;

describe("renderChat()", () => {
  test("ends where the model's answer begins", () => {
    const { tokens } = renderChat(
      messages,
      modelWith("{{ bos_token }}", true),
      new ChatMLChatWrapper(),
    );

    expect(show(tokens)).toBe(
      "<s><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
    );
  });

  test.each([
    ["neither the model nor its template wants", "no beginning here", false, false],
    ["the template writes", "{{ bos_token }}", false, true],
    ["the model wants", "no beginning here", true, true],
    ["nobody knows", undefined, false, true],
  ])("keeps a beginning of sequence unless %s it", (_who, template, shouldPrepend, isKept) => {
    const { tokens } = renderChat(
      messages,
      modelWith(template, shouldPrepend),
      new ChatMLChatWrapper(),
    );

    expect(show(tokens).startsWith("<s>")).toBe(isKept);
  });

  test("keeps what was said before, in its roles", () => {
    let seen: readonly ChatHistoryItem[] = [];
    const wrapper = {
      generateContextState({ chatHistory }: { readonly chatHistory: readonly ChatHistoryItem[] }) {
        seen = chatHistory;
        return { contextText: LlamaText(""), stopGenerationTriggers: [] };
      },
    } as unknown as ChatWrapper;

    renderChat([...messages, { role: "assistant", text: "Hello" }], modelWith("", true), wrapper);

    expect(seen).toEqual([
      { type: "system", text: "Be brief." },
      { type: "user", text: "Hi" },
      { type: "model", response: ["Hello"] },
      { type: "model", response: [] },
    ]);
  });

  test("gives the ends that are text, not those that are tokens", () => {
    const triggers = [[new SpecialToken("EOS")], ["### User:"], [new SpecialTokensText("<end>")]];
    const wrapper = {
      generateContextState: () => ({
        contextText: LlamaText(""),
        stopGenerationTriggers: triggers.map((trigger) => LlamaText(trigger)),
      }),
    } as unknown as ChatWrapper;

    expect(renderChat(messages, modelWith("", true), wrapper).stopTexts).toEqual(["### User:"]);
  });
});
