/** Finds command lines in documents that the program would refuse. */

import { type Command, CommanderError } from "commander";

/** Every `specwright …` in Markdown that names a command or an option that is not there, with the reason. */
export function findWrongCommands(markdown: string, program: Command): readonly string[] {
  program.configureOutput({ writeErr: () => undefined });
  return [...readCommandLines(markdown)].flatMap(({ words, isWhole }) => {
    const why = refuse(words, program, isWhole);
    return why === undefined ? [] : [`\`specwright ${words.join(" ")}\`: ${why}`];
  });
}

interface CommandLine {
  readonly words: readonly string[];
  /** Whether it stands in a block, to be run; in a sentence it may leave its arguments out. */
  readonly isWhole: boolean;
}

function* readCommandLines(markdown: string): Generator<CommandLine> {
  let isInBlock = false;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) isInBlock = !isInBlock;
    else if (isInBlock) {
      const [, text] = /^(?:\$ )?(?:npx )?specwright (.+)$/.exec(line) ?? [];
      if (text !== undefined) yield { words: toWords(text), isWhole: true };
    } else {
      for (const [, text = ""] of line.matchAll(/`(?:npx )?specwright ([^`]+)`/g))
        yield { words: toWords(text), isWhole: false };
    }
  }
}

/** As a shell would split it, up to a pipe, a redirection, a comment or the next command. */
function toWords(text: string): readonly string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const end = words.findIndex((word) => /^(?:[|<>#;]|&&|2>)/.test(word));
  return (end < 0 ? words : words.slice(0, end)).map((word) => word.replace(/["']/g, ""));
}

function refuse(words: readonly string[], program: Command, isWhole: boolean): string | undefined {
  let command = program;
  let rest = words;
  for (;;) {
    const next = command.commands.find((candidate) => candidate.name() === rest[0]);
    if (next === undefined) break;
    command = next;
    rest = rest.slice(1);
  }
  const name = rest[0];
  const takesNone = command.commands.length > 0 && command.registeredArguments.length === 0;
  if (takesNone && name !== undefined && !name.startsWith("-"))
    return `there is no command ${name}`;
  try {
    const { operands, unknown } = command.parseOptions([...rest]);
    const [option] = unknown.filter((word) => word !== "--help" && word !== "-h");
    if (option !== undefined) return `there is no option ${option}`;
    const places = command.registeredArguments;
    if (operands.length > places.length && places.at(-1)?.variadic !== true)
      return "it has too many arguments";
    const needed = places.filter(({ required }) => required).length;
    const isHelp = unknown.length > 0;
    return isWhole && !isHelp && operands.length < needed ? "an argument is missing" : undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
}
