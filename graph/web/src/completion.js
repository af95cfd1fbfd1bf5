// @ts-check
// Where a word of the graph may stand in a query, and what the server says there is.

/** Tell whether what stands before the cursor may become a word of the graph.
 * @param {string} token @returns {boolean} */
export function isCompletable(token) {
  return token.length > 0 && !/^[?$"'#]/.test(token);
}

/** Return the words of an answer of `/complete`: plain texts, or records with a `word`.
 * @param {unknown} answer @returns {string[]} */
export function wordsOf(answer) {
  if (!Array.isArray(answer)) return [];
  const words = answer.map((one) => (typeof one === "string" ? one : one?.word ?? one?.value ?? ""));
  return words.filter((word) => typeof word === "string" && word !== "");
}
