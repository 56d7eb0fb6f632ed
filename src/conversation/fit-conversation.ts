import type { Turn } from "../domain/conversation.ts";
import { Fault } from "../domain/fault.ts";
import { foldSummaries } from "./branch.ts";

export interface FitConversationOptions {
  readonly countTokens: (text: string) => number;
  /** What all turns together may have, with `TOKENS_A_TURN` for each. */
  readonly budgetTokens: number;
  /**
   * Writes a summary of turns that do not fit, of at most so many tokens; ids, parent and what it replaces are set
   * here. A summary that is empty or too long is not used.
   * @default turns that do not fit are left out
   */
  readonly summarise?:
    | ((turns: readonly Turn[], limits: { readonly maxTokens: number }) => Promise<Turn>)
    | undefined;
}

export interface FittedConversation {
  /** What is shown, in order; the summary stands where the first turn was that it replaces. */
  readonly turns: readonly Turn[];
  /** What is not shown word for word, in order. */
  readonly omitted: readonly Turn[];
  /** New, and not stored yet: to be appended after the branch's last turn. */
  readonly summary: Turn | undefined;
  readonly tokens: number;
}

/**
 * What a message costs besides its text: rather too much.
 *
 * @see https://developers.openai.com/cookbook/examples/how_to_count_tokens_with_tiktoken 3 a message, 3 for the answer
 */
export const TOKENS_A_TURN = 6;

/** Share of the budget that a summary may have, and from how many tokens on one says anything. */
const SUMMARY_SHARE = 0.25;
const SHORTEST_SUMMARY = 40;

/**
 * A branch → what of it a model is shown. Pinned turns stay byte for byte. Of the rest the oldest go first, a question
 * and its answers together; what was said beside a pinned turn goes last.
 *
 * @throws {Fault} `model/context-too-long` when the pinned turns alone do not fit.
 */
export async function fitConversation(
  branch: readonly Turn[],
  { countTokens, budgetTokens, summarise }: FitConversationOptions,
): Promise<FittedConversation> {
  const turns = foldSummaries(branch);
  const costs = new Map(turns.map((turn) => [turn, countTokens(turn.text) + TOKENS_A_TURN]));
  const cost = (some: readonly Turn[]): number =>
    some.reduce((sum, turn) => sum + (costs.get(turn) ?? 0), 0);
  const units = listDroppable(turns);

  const prune = (limit: number): FittedConversation => {
    const dropped = new Set<Turn>();
    let tokens = cost(turns);
    for (const unit of units) {
      if (tokens <= limit) break;
      for (const turn of unit) dropped.add(turn);
      tokens -= cost(unit);
    }
    return {
      turns: turns.filter((turn) => !dropped.has(turn)),
      omitted: turns.filter((turn) => dropped.has(turn)),
      summary: undefined,
      tokens,
    };
  };

  const pruned = prune(budgetTokens);
  if (pruned.tokens > budgetTokens) throw tooLong(pruned.tokens, budgetTokens);
  const last = branch.at(-1);
  if (summarise === undefined || pruned.omitted.length === 0 || last === undefined) return pruned;

  const pinned = cost(turns.filter(({ isPinned }) => isPinned));
  const reserve = Math.min(Math.floor(budgetTokens * SUMMARY_SHARE), budgetTokens - pinned);
  if (reserve < SHORTEST_SUMMARY) return pruned;
  const rest = prune(budgetTokens - reserve);
  const made = await summarise(rest.omitted, { maxTokens: reserve - TOKENS_A_TURN });
  const replaces = rest.omitted.map(({ id }) => id);
  const summary: Turn = { ...made, isPinned: false, parent: last.id, replaces };
  const tokens = rest.tokens + countTokens(summary.text) + TOKENS_A_TURN;
  if (summary.text.trim() === "" || tokens > budgetTokens) return pruned;
  const shown = foldSummaries([...turns, summary]);
  return { turns: shown, omitted: rest.omitted, summary, tokens };
}

/** What may be left out, in the order in which it is; each unit goes whole. */
function listDroppable(turns: readonly Turn[]): readonly (readonly Turn[])[] {
  const exchanges = groupExchanges(turns);
  const isFree = (exchange: readonly Turn[]): boolean =>
    exchange.every(({ isPinned }) => !isPinned);
  return [
    ...exchanges.filter(isFree),
    ...exchanges
      .filter((exchange) => !isFree(exchange))
      .map((exchange) => exchange.filter(({ isPinned }) => !isPinned)),
  ];
}

/** A question with its answers; what is no answer begins a new one. */
function groupExchanges(turns: readonly Turn[]): readonly (readonly Turn[])[] {
  const exchanges: Turn[][] = [];
  for (const turn of turns) {
    const open = exchanges.at(-1);
    if (turn.role === "assistant" && open !== undefined) open.push(turn);
    else exchanges.push([turn]);
  }
  return exchanges;
}

const tooLong = (tokens: number, budgetTokens: number): Fault =>
  new Fault(
    "model/context-too-long",
    `Cannot fit the conversation: what must be shown whole has ${tokens} tokens, and there is room for ${Math.max(0, budgetTokens)}`,
    { help: "Choose a model with a larger context window, a shorter file, or fewer output tokens" },
  );
