import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { findBranch, listBranches } from "../../../conversation/branch.ts";
import { createConversationStore } from "../../../conversation/conversation-store.ts";
import type { Conversation, Turn } from "../../../domain/conversation.ts";
import { isFault } from "../../../domain/fault.ts";
import { readExplanation } from "../../../pipeline/explanation/explanation-shape.ts";
import type { ConversationStore } from "../../../ports/conversation-store.ts";
import { findJsonObject } from "../../../std/find-json-object.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderExplanation } from "../render-explanation.ts";
import { renderTable } from "../render-table.ts";

interface JsonOption {
  readonly json?: true;
}

interface ConversationSummary {
  readonly conversation: string;
  readonly title: string;
  readonly turns: number;
  readonly branches: number;
  readonly status: "readable" | "unreadable";
}

/** `specwright conversations list`: one that cannot be read is listed as such, and hides no other. */
export async function listConversationsCommand(
  _args: readonly [],
  options: JsonOption,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const store = createConversationStore(environment);
  const summaries: ConversationSummary[] = [];
  for (const id of await store.list()) summaries.push(await summarise(id, store));
  if (options.json) for (const summary of summaries) terminal.json(summary);
  else if (summaries.length === 0)
    terminal.say("No conversations here yet: specwright explain FILE begins one");
  else {
    const rows = summaries.map((summary) =>
      Object.values(summary).map((cell) => escapeText(oneLine(`${cell}`))),
    );
    terminal.result(renderTable(["conversation", "title", "turns", "branches", "status"], rows));
  }
  return "accepted";
}

async function summarise(id: string, store: ConversationStore): Promise<ConversationSummary> {
  try {
    const conversation = await store.read(id);
    return {
      conversation: id,
      title: conversation.title,
      turns: conversation.turns.length,
      branches: listBranches(conversation).length,
      status: "readable",
    };
  } catch (error) {
    if (!isFault(error, "conversation/unreadable")) throw error;
    return { conversation: id, title: "-", turns: 0, branches: 0, status: "unreadable" };
  }
}

/** `specwright conversations show ID`: the branch that is gone on with, or another one, turn by turn. */
export async function showConversationCommand(
  [id]: readonly [string],
  options: JsonOption & { readonly branch?: string },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const conversation = await createConversationStore(environment).read(id);
  const branch = findBranch(conversation, options.branch);
  if (options.json) {
    for (const turn of branch) terminal.json({ ...turn, parent: turn.parent ?? null });
    return "accepted";
  }
  terminal.result(`${id}: ${escapeText(oneLine(conversation.title))}`);
  for (const turn of branch) for (const line of renderTurn(turn)) terminal.result(line);
  for (const line of renderBranches(conversation, branch.at(-1)?.id)) terminal.say(line);
  return "accepted";
}

function renderTurn(turn: Turn): readonly string[] {
  const { id, role, text, isPinned, replaces, at, model } = turn;
  const marks = [
    ...(isPinned ? ["pinned"] : []),
    ...(replaces.length === 0 ? [] : [`sums up ${replaces.join(", ")}`]),
    ...(model === undefined ? [] : [escapeText(model)]),
  ];
  const head = `${id} ${role}, ${at}${marks.length === 0 ? "" : ` (${marks.join("; ")})`}`;
  const lines = role === "assistant" ? renderAnswer(text) : text.split("\n").map(escapeText);
  return ["", head, ...lines.map((line) => `    ${line}`)];
}

/** An answer is kept as the model wrote it: what is an explanation reads better as one. */
function renderAnswer(text: string): readonly string[] {
  try {
    const object = findJsonObject(text);
    const options = {
      lineCount: Number.MAX_SAFE_INTEGER,
      hasQuestion: typeof object["answer"] === "string",
    };
    return renderExplanation({ file: "line", ...readExplanation(object, options) });
  } catch (error) {
    if (error instanceof SyntaxError) return text.split("\n").map(escapeText);
    throw error;
  }
}

/** The other branches, each by its last turn. */
function renderBranches(conversation: Conversation, shown: string | undefined): readonly string[] {
  const others = listBranches(conversation).filter(({ id }) => id !== shown);
  return others.map(
    ({ id, at }) =>
      `another branch ends with ${id} (${at}): specwright conversations show ${conversation.id} --branch ${id}`,
  );
}

/** `specwright conversations branch ID TURN`: the next question follows that turn. */
export async function branchConversationCommand(
  [id, turn]: readonly [string, string],
  _options: object,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  await createConversationStore(environment).branch(id, turn);
  terminal.say(`The next question in ${id} follows turn ${turn}; what came after it is kept`);
  return "accepted";
}

/** `specwright conversations remove ID` */
export async function removeConversationCommand(
  [id]: readonly [string],
  _options: object,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  await createConversationStore(environment).remove(id);
  terminal.say(`Removed conversation ${id}`);
  return "accepted";
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").slice(0, 80);
