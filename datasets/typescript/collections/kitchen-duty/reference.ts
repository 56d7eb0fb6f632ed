export function kitchenDuty(
  people: readonly string[],
  away: readonly (readonly string[])[],
): readonly (string | undefined)[] {
  let turn = 0;
  return away.map((missing) => {
    for (let passed = 0; passed < people.length; passed += 1) {
      const at = (turn + passed) % people.length;
      const person = people[at];
      if (person === undefined || missing.includes(person)) continue;
      turn = at + 1;
      return person;
    }
    return undefined;
  });
}
