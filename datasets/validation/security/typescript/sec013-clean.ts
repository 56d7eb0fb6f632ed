import { randomBytes } from "node:crypto";

export function play(cards: string[]): unknown {
  const winner = cards[Math.floor(Math.random() * cards.length)];
  const token = randomBytes(16).toString("hex");
  const keyboard = Math.random();
  return [winner, token, keyboard];
}
