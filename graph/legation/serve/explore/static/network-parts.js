// @ts-check
// Small helpers to build a page: text stays text, whatever it holds.

/** Return an element with attributes and children; texts are never markup.
 * @param {string} name @param {Record<string, string | boolean | ((event: any) => void)>} [its]
 * @param {...(Node | string | null | undefined | false)} children @returns {any} */
export function el(name, its = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(its)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

/** Return an element of an SVG picture.
 * @param {string} name @param {Record<string, string | number>} its @param {...(Node | string)} children */
export function svg(name, its = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(its)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** Fill a place anew, and give the focus back to what had it.
 * @param {HTMLElement} place @param {...(Node | string)} children */
export function fill(place, ...children) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const key = focused && place.contains(focused) ? focused.dataset.key : undefined;
  place.replaceChildren(...children);
  if (key) /** @type {HTMLElement | null} */ (place.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
}

/** Return a template with its numbers and names put in.
 * @param {string} text @param {Record<string, string | number>} values */
export function say(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Return an address if a page may lead there: on this server, or out to the web.
 * @param {string | undefined} href */
export function safe(href) {
  if (!href) return "";
  return /^\/(?![/\\])/.test(href) || /^https?:\/\//.test(href) ? href : "";
}

/** Return an icon of a kind.
 * @param {{path: string, colour: string}} how */
export function icon(how) {
  return svg("svg", { viewBox: "0 0 24 24", class: `icon c-${how.colour}`, "aria-hidden": "true" }, svg("path", { d: how.path, "fill-rule": "evenodd" }));
}
