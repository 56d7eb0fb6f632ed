export function ballotInitials(names: readonly string[]): readonly string[] {
  const all = names.map((name) =>
    name
      .split(" ")
      .filter((word) => word !== "")
      .map((word) => word.split("-").map((part) => `${part.charAt(0).toUpperCase()}.`).join("-"))
      .join(""),
  );
  return all.map((initials, at) => {
    const isAlone = all.filter((other) => other === initials).length === 1;
    const place = all.slice(0, at + 1).filter((other) => other === initials).length;
    return isAlone ? initials : `${initials}(${place})`;
  });
}
