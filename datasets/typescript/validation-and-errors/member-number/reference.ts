export function memberNumber(text: string): number {
  const match = /^M([0-9]{6})([A-Z])$/i.exec(text.replace(/ /g, ""));
  if (match === null) throw new SyntaxError(`"${text}" is no member's number`);
  const [, digits = "", letter = ""] = match;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (6 - at), 0);
  if (letter.toUpperCase().charCodeAt(0) - 65 !== sum % 26) throw new RangeError(`"${text}" is misread`);
  return Number(digits);
}
