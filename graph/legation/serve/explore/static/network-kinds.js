// @ts-check
// The legend: every kind with its shape, how many there are, how many are not shown, and a way to open them.
import { el, icon, say } from "./network-parts.js";

/** @param {import("./network-page.js").View} view
 * @param {{tick: (all: {kind: string, on: boolean}[]) => void, open: (kind: string) => void}} act @returns {Node[]} */
export function kinds(view, act) {
  const words = view.words;
  const facts = view.kinds.filter((one) => one.type === "fact");
  return view.kinds.map((one) => {
    const number = el("b", {}, one.type === "fact" ? one.seen ? `${one.seen} / ${one.total}` : String(one.total - (one.ahead ?? 0)) : String(one.total));
    // What has not happened is named apart: of those that are seen, else beside those that were held.
    const apart = one.apart ? el("span", { class: "muted" }, say(words[one.seen ? "of.these" : "besides"], { told: one.apart })) : null;
    const box = el("input", {
      type: "checkbox", checked: one.on, "data-key": `kind ${one.kind}`, "data-kind": one.kind,
      change: (event) => act.tick(facts.map((other) => ({ kind: other.kind, on: other.kind === one.kind ? event.target.checked : other.on }))),
    });
    const label = el(one.type === "fact" ? "label" : "span", { class: "kind" }, one.type === "fact" && box, icon(one.drawn), el("span", {}, one.name), " ", number);
    const hidden = one.hidden ? el("span", { class: "muted" }, say(words["hidden"], { n: one.hidden })) : null;
    const open = one.type === "fact" && one.total > 0 && one.on
      ? el("button", { type: "button", class: "more", "data-key": `open ${one.kind}`, "data-open": one.kind, "aria-pressed": String(Boolean(one.open)), "aria-label": `${words[one.open ? "fold" : "open"]}: ${one.name}`, click: () => act.open(one.kind) }, one.open ? "−" : "+")
      : null;
    return el("li", {}, label, apart, hidden, open);
  });
}
