// @ts-check
// The years: a histogram of all that the other filters let through, the range that is shown, and its play.
import { say, svg } from "./network-parts.js";
import { bars, range } from "./network-state.js";

const WIDTH = 260, HEIGHT = 48, PACE = 900;
/** @type {number | undefined} */
let timer;
/** @type {((since: string, until: string, step: boolean) => void)} */
let move = () => {};
/** @type {import("./network-page.js").View | null} */
let current = null;
/** @param {string} id @returns {any} */
const $ = (id) => document.getElementById(id);

/** @param {HTMLElement} place @param {import("./network-page.js").View} view @param {URLSearchParams} state
 * @param {(since: string, until: string, step: boolean) => void} go */
export function years(place, view, state, go) {
  if (!current) wire();
  move = go;
  current = view;
  const since = state.get("since") ?? "", until = state.get("until") ?? "";
  for (const [id, year] of [["since", since], ["until", until]]) {
    $(id).value = year;
    $(id).removeAttribute("aria-invalid");
  }
  const all = bars(view.years), most = Math.max(1, ...all.map((one) => one.n)), wide = WIDTH / Math.max(1, all.length);
  const total = all.reduce((sum, one) => sum + one.n, 0);
  const said = all.length ? `${view.words["histogram"]}: ${all[0].from}–${all[all.length - 1].to}, ${total}` : view.words["histogram"];
  const drawn = all.map((one, i) => {
    const on = (!since || one.to >= Number(since)) && (!until || one.from <= Number(until));
    const high = one.n ? Math.max(2, (one.n / most) * (HEIGHT - 16)) : 0;
    const bar = svg("rect", { x: i * wide, y: HEIGHT - 16 - high, width: Math.max(1, wide - 1), height: high, class: on ? "on" : "off" });
    bar.append(svg("title", {}, `${one.from === one.to ? one.from : `${one.from}–${one.to}`}: ${one.n}`));
    bar.addEventListener("click", () => go(String(one.from), String(one.to), true));
    return bar;
  });
  const ends = all.length ? [svg("text", { x: 0, y: HEIGHT - 2 }, String(all[0].from)), svg("text", { x: WIDTH, y: HEIGHT - 2, "text-anchor": "end" }, String(all[all.length - 1].to))] : [];
  place.replaceChildren(svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "histogram", role: "img", "aria-label": said }, ...drawn, ...ends));
}

function wire() {
  const typed = () => {
    const boxes = [$("since"), $("until")];
    // What is no number at all is an empty value to the browser, and a bad one.
    const [since, until] = boxes.map((box) => (box.validity.badInput ? "?" : box.value));
    const told = range(since, until, Number(boxes[0].max));
    boxes.forEach((box, i) => (told.odd[i] ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid")));
    const odd = told.odd.find(Boolean), words = current?.words ?? {};
    $("years-said").textContent = odd ? say(words["no.year"], { text: odd, last: boxes[0].max }) : told.turned ? words["years.turned"] : "";
    if (!odd) move(told.since, told.until, true);
  };
  $("since").addEventListener("change", typed);
  $("until").addEventListener("change", typed);
  $("all-years").addEventListener("click", () => { stop(); $("years-said").textContent = ""; move("", "", true); });
  $("play").addEventListener("click", () => (timer ? stop() : play()));
}

/** Let the end of the range run from the first year to the last. */
function play() {
  const known = current?.years ?? [];
  if (!known.length) return;
  const first = Number($("since").value) || known[0][0], last = known[known.length - 1][0];
  const step = Math.max(1, Math.ceil((last - first) / 20));
  let until = first, begun = false;
  const tick = () => {
    move(String(first), String(Math.min(until, last)), !begun);   // the whole play is one step back
    begun = true;
    if (until >= last) return stop();
    until += step;
  };
  $("play").setAttribute("aria-pressed", "true");
  $("play").textContent = current?.words["stop"] ?? "";
  timer = window.setInterval(tick, PACE);
  tick();
}

function stop() {
  window.clearInterval(timer);
  timer = undefined;
  $("play").setAttribute("aria-pressed", "false");
  $("play").textContent = current?.words["play"] ?? "";
}
