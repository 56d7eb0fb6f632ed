export function twoDoors(
  left: readonly string[],
  right: readonly string[],
): readonly string[] {
  const queues = [[...left], [...right]];
  const seated: string[] = [];
  for (let turn = 0; queues.some((queue) => queue.length > 0); turn += 1) {
    const queue = queues[turn % 2] ?? [];
    let passenger = queue.shift();
    while (passenger !== undefined) {
      seated.push(passenger);
      passenger = passenger.startsWith("*") ? queue.shift() : undefined;
    }
  }
  return seated;
}
