/** The known name a misspelled one was probably meant to be: at most a third of it may differ. */
export function closest(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.ceil(name.length / 3) ? best.candidate : null;
}

/** Levenshtein distance, one row at a time. Names are short, so the plain form will do. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [above, character] of Array.from(from).entries()) {
    const next = [above + 1];
    for (const [before, other] of Array.from(to).entries()) {
      const replaced = (row[before] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[before + 1] ?? 0) + 1, (next[before] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
