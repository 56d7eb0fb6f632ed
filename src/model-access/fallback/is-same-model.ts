const DATE = /[-@](\d{4})-?(\d{2})-?(\d{2})$/;
/** Numbers of snapshots: `gpt-4-0613`, `mistral-large-2411`, `gemini-2.0-flash-001`. */
const SNAPSHOT = /-\d{3,4}$/;
const NEWEST = /[-:@]latest$/;
const FILE_ENDING = /[.]gguf$/;
/** `models/`, `accounts/fireworks/models/`, `us.anthropic.`. */
const PREFIXES = /^(?:.*[/])?(?:(?:[a-z]+[.])+(?=[a-z]))?/;
/** Bedrock's: `-v1:0`. */
const REVISION = /-v\d+:\d+$/;

/**
 * Whether the model that answered, in its provider's words, is the one that was asked: a dated snapshot of it is,
 * unless another date was asked for, and so is the same name with a provider before it. A provider that says nothing
 * is believed.
 */
export function isSameModel(asked: string, answered: string): boolean {
  if (answered.trim() === "") return true;
  const a = readName(asked);
  const b = readName(answered);
  const isSameSnapshot =
    a.snapshot === undefined || b.snapshot === undefined || a.snapshot === b.snapshot;
  return a.name === b.name && isSameSnapshot;
}

function readName(id: string): { readonly name: string; readonly snapshot: string | undefined } {
  const name = id
    .trim()
    .toLowerCase()
    .replace(PREFIXES, "")
    .replace(FILE_ENDING, "")
    .replace(REVISION, "")
    .replace(NEWEST, "");
  const date = DATE.exec(name);
  if (date !== null) return { name: name.replace(DATE, ""), snapshot: date.slice(1).join("") };
  const snapshot = SNAPSHOT.exec(name)?.[0];
  return { name: name.replace(SNAPSHOT, ""), snapshot };
}
