// The sentences that staff press as evidence: neighbours become one quote, verbatim as in the clause.

const END = /[。！？；\n\t]+[”’」』）)]*/g; // a cell of a table ends with a tab

/** Return the sentences of a clause with their places: "甲。乙；丙" gives three. Blank ones are left out. */
export function sentencesOf(text) {
  const sentences = [];
  let start = 0;
  for (const found of text.matchAll(END)) {
    const end = found.index + found[0].length;
    sentences.push({ start, end, text: text.slice(start, end) });
    start = end;
  }
  if (start < text.length) sentences.push({ start, end: text.length, text: text.slice(start) });
  return sentences.filter((one) => one.text.trim());
}

/** What is pressed, over all searches; watchers are told of every change. */
export class Proof {
  #clauses = new Map();
  #watchers = [];

  /** Press or release a sentence of a clause. */
  press(hit, sentence, pressed) {
    const entry = this.#clauses.get(hit.clause_id) || { hit, starts: new Set() };
    if (pressed) entry.starts.add(sentence.start);
    else entry.starts.delete(sentence.start);
    if (entry.starts.size) this.#clauses.set(hit.clause_id, entry);
    else this.#clauses.delete(hit.clause_id);
    this.#tell();
  }

  /** Press the sentences of a clause that hold parts of a quote. */
  take(hit, quote) {
    const from = hit.text.indexOf(quote);
    if (from < 0) return;
    for (const one of sentencesOf(hit.text)) if (one.start < from + quote.length && from < one.end) this.press(hit, one, true);
  }

  /** Return whether a sentence is pressed. */
  holds(hit, sentence) {
    return Boolean(this.#clauses.get(hit.clause_id)?.starts.has(sentence.start));
  }

  /** Release the sentences of one quote. */
  drop(hit, quote) {
    const run = this.#runs(this.#clauses.get(hit.clause_id)).find((one) => one.quote === quote);
    for (const one of run?.sentences || []) this.press(hit, one, false);
  }

  /** Return the quotes in the order in which their clauses were first pressed. */
  quotes() {
    return [...this.#clauses.values()].flatMap((entry) => this.#runs(entry).map(({ quote }) => ({ hit: entry.hit, quote })));
  }

  /** Call `told` after every change, as long as `element`, where given, is shown. */
  watch(told, element = null) {
    this.#watchers.push({ told, element });
  }

  #runs(entry) {
    const runs = [];
    let open = null;
    for (const one of entry ? sentencesOf(entry.hit.text) : []) {
      if (!entry.starts.has(one.start)) { open = null; continue; }
      if (!open) runs.push(open = { sentences: [] });
      open.sentences.push(one);
    }
    return runs.map(({ sentences }) => ({ sentences, quote: entry.hit.text.slice(sentences[0].start, sentences.at(-1).end).trim() }));
  }

  #tell() {
    this.#watchers = this.#watchers.filter(({ element }) => !element || element.isConnected);
    for (const { told } of this.#watchers) told();
  }
}
