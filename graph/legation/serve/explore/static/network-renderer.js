// @ts-check
// Which library draws: sigma where the bundle and WebGL are there, else vis-network, and that is said.

/** @typedef {import("./network-page.js").View} View */
/** @typedef {{choose: (id: string) => void, open: (id: string) => void, place: (id: string, at: {x: number, y: number} | null) => void, large: boolean, words: Record<string, string>, layout: typeof import("./network-boxes.js")}} Hooks */
/** @typedef {{draw: (view: View, chosen: string) => void, mark: (id: string) => void, go: (id: string) => void, at: () => string, fit: () => void, zoom: (by: number) => void}} Drawing */

/** Return what draws into a box. @param {HTMLElement} box @param {Hooks} hooks @returns {Promise<Drawing>} */
export async function renderer(box, hooks) {
  const said = /** @type {HTMLElement} */ (document.getElementById("drawing"));
  const sigma = /** @type {any} */ (globalThis).legationSigma;
  if (hooks.large && sigma && hasWebGL()) {
    said.hidden = true;
    box.dataset.drawn = "sigma";
    return sigma(box, hooks);
  }
  if (hooks.large) {
    said.textContent = hooks.words[hasWebGL() ? "plain.drawing" : "no.webgl"];
    said.hidden = false;
  }
  const { visNetwork } = await import("./network-vis.js");
  box.dataset.drawn = "vis";
  return visNetwork(box, hooks);
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2");
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return gl !== null;
}
