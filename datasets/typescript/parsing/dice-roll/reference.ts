export interface Roll {
  readonly dice: number;
  readonly sides: number;
  readonly bonus: number;
}

export function diceRoll(text: string): Roll | undefined {
  const match = /^(\d*)d(\d+)([+-]\d+)?$/i.exec(text);
  if (match === null) return undefined;
  const roll = {
    dice: match[1] ? Number(match[1]) : 1,
    sides: Number(match[2]),
    bonus: Number(match[3] ?? "0"),
  };
  return roll.dice >= 1 && roll.sides >= 2 ? roll : undefined;
}
